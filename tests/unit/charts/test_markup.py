import re

from ofsted_trends.charts.markup import label_svg, shrink_svg

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg"><g class="mark-symbol role-mark">'
    '<path transform="translate(1.23456,-0.001)" d="M0,3L-4.000004,-3Z" fill="#F46A25" stroke-width="2"/>'
    '<path transform="translate(9,9)" d="M4.583333,0A4.583333,4.583333,0,1,1,-4.583333,0A4.583333,4.583333,0,1,1,4.583333,0" '
    'fill="#F46A25" stroke-width="1"/></g>'
    '<g class="mark-text"><text font-family="Arial" font-size="13px" opacity="1">1.23456</text></g></svg>'
)


def test_a_picture_keeps_its_marks_words_and_colours_in_fewer_bytes():
    small = shrink_svg(DRAWN)
    assert len(small) < len(DRAWN)
    assert 'class="mark-symbol role-mark" fill="#F46A25"' in small and small.count("#F46A25") == 1
    assert "translate(1.23,0)" in small and 'd="M0,3L-4,-3Z"' in small
    assert re.search(r'<circle transform="translate\(9,9\)" r="4.58" stroke-width="1"/>', small)
    assert ">1.23456<" in small and small.startswith('<svg font-family="Arial"') and "opacity" not in small


def test_a_picture_of_several_fonts_keeps_them():
    two = DRAWN.replace("</svg>", '<text font-family="Courier">x</text></svg>')
    assert 'font-family="Arial"' in shrink_svg(two) and 'font-family="Courier"' in shrink_svg(two)


def test_labels_of_parts_go_and_the_whole_has_one():
    labelled = label_svg(DRAWN.replace("<path ", '<path aria-label="x" role="y" '), "A picture", "figure-1")
    assert labelled.count("aria-label") == 1 and 'role="img"' in labelled


def test_a_shape_that_many_marks_have_is_written_once():
    marks = "".join(f'<path transform="translate({n},2)" d="M0,3L-4,-3L4,-3Z"/>' for n in range(5))
    dots = '<circle transform="translate(1.5,2)" r="4"/>'
    labelled = label_svg(f"<svg><g>{marks}{dots}</g></svg>", "A picture", "figure-1-narrow")
    assert labelled.count("M0,3L-4,-3L4,-3Z") == 1 and labelled.count("<use ") == 5
    assert '<use href="#f1n-0" x="4" y="2"/>' in labelled and '<circle cx="1.5" cy="2" r="4"/>' in labelled
