"""Lines and passages of PDFs: what the library's text needs mended."""

import pytest
from made_up import Put, draw_pdf_file, write_pdf

from ofsted_trends.documents import Shape, open_document

BODY = "Leaders know their services well and have plans that\nare clear to all.\n"


def open_drawn(tmp_path, drawing, **layout):
    return open_document(draw_pdf_file(tmp_path / "document.pdf", drawing, **layout))


def texts(document, shape=None):
    return [p.text for p in document.passages if shape in (None, p.shape)]


def test_a_hyphen_at_a_line_s_end_stays_and_joins(tmp_path):
    document = open_drawn(tmp_path, "Plans are well-\nfounded and made by Ann Lee-\nHara for the front-\nline staff.")
    assert texts(document) == ["Plans are well-founded and made by Ann Lee-Hara for the front-line staff."]


def test_lines_are_joined_with_one_space_and_gaps_part_paragraphs(tmp_path):
    assert texts(open_drawn(tmp_path, "One line here\nand the next one.\n\nAnother long\nparagraph.")) == [
        "One line here and the next one.",
        "Another long paragraph.",
    ]


def test_a_paragraph_goes_on_over_a_page_with_its_running_lines(tmp_path):
    document = open_drawn(
        tmp_path,
        "Leaders know their services\nwell and they have\n===\nplans that are clear.\n\nVisits are regular.",
        header="Report on Northbridge",
        footer="Page {page}",
    )
    assert texts(document) == [
        "Leaders know their services well and they have plans that are clear.",
        "Visits are regular.",
    ]
    first = document.passages[0]
    assert (first.page_at(0), first.page_at(first.text.index("plans"))) == (1, 2)
    assert [p.place for p in document.passages] == ["[1]", "[1]"]


def test_footnotes_are_kept_apart_and_their_marks_removed(tmp_path):
    first = BODY + "Visits are regular.1 They help.\n^ 1 A visit is a meeting at home.\n===\n"
    document = open_drawn(tmp_path, first + BODY)
    assert document.footnotes == ("1 A visit is a meeting at home.",)
    assert "Visits are regular. They help." in texts(document)[0]


def test_small_print_above_the_text_is_a_postal_block(tmp_path):
    document = open_drawn(tmp_path, "~ Ofsted\n~ Store Street\n\n" + BODY + "\nVisits are regular and they help.")
    assert texts(document) == [" ".join(BODY.split()), "Visits are regular and they help."]


@pytest.mark.parametrize("glyph", ["•", "\uf06e", "\uf0b7", "◼", "▪", "●", "➢"])
def test_items_and_sub_items(tmp_path, glyph):
    document = open_drawn(tmp_path, BODY + "\n* first item\n  goes on\no below it\n\n* second item", bullet=glyph)
    assert [(p.shape, p.text) for p in document.passages[1:]] == [
        (Shape.BULLET, "first item goes on"),
        (Shape.SUB_BULLET, "below it"),
        (Shape.BULLET, "second item"),
    ]


def test_a_box_drawing_dash_opens_a_sub_item(tmp_path):
    document = open_drawn(tmp_path, BODY + "\n* first item:\n  ─ below it")
    assert document.passages[-1].shape is Shape.SUB_BULLET


def test_a_dash_within_a_sentence_opens_nothing(tmp_path):
    document = open_drawn(tmp_path, BODY + "\nVisits are regular\n– and they help –\nwhen they are planned.")
    assert texts(document)[-1] == "Visits are regular – and they help – when they are planned."


def test_printed_paragraph_numbers_are_kept_apart_from_the_text(tmp_path):
    document = open_drawn(tmp_path, BODY + "\n1. First here.\n\n2. Second, of\n  2019 and\n  12 children.\n\n3. Third.")
    assert [(p.number, p.text) for p in document.passages[1:]] == [
        ("1", "First here."),
        ("2", "Second, of 2019 and 12 children."),
        ("3", "Third."),
    ]


def test_headings_are_larger_or_bold_and_wrap(tmp_path):
    document = open_drawn(tmp_path, "## A heading that\n## goes on\n\n" + BODY + "\n### A bold one\n\n" + BODY)
    assert texts(document, Shape.HEADING) == ["A heading that goes on", "A bold one"]


def test_a_short_letter_of_single_lines_keeps_its_paragraphs_apart(tmp_path):
    """The gap between paragraphs was once taken for the line pitch where it was the more frequent of the two."""
    document = open_drawn(tmp_path, "\n\n".join(f"Paragraph number {n} is one line." for n in range(6)))
    assert len(document.passages) == 6


def test_a_page_that_scales_its_text_has_its_printed_size(tmp_path):
    path = tmp_path / "scaled.pdf"
    page = [Put(72, 700 - 15 * n, "Plans are clear to everyone who reads them.") for n in range(3)]
    data = write_pdf([page])
    small = data.replace(b"/F1 12 Tf", b"/F1  1 Tf").replace(b"BT 1 0 0 1 ", b"BT 9 0 0 9 ")
    assert small != data
    path.write_bytes(small)
    assert [line.size for line in open_document(path).lines] == [9, 9, 9]


def test_lines_know_their_page_place_size_and_weight(tmp_path):
    document = open_drawn(
        tmp_path,
        "### Bold\nPlain words that are long enough to be read.\n===\nMore words, and enough of them to be read too.",
    )
    bold = next(line for line in document.lines if line.text == "Bold")
    plain = next(line for line in document.lines if line.text.startswith("Plain"))
    assert (bold.page, bold.bold, bold.size, bold.x) == (1, True, 12, 72)
    assert (plain.bold, plain.y) == (False, pytest.approx(bold.y - 14.4, abs=0.1))
    assert document.pages == 2
