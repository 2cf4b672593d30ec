import itertools

from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.charts.layout import LETTER, NARROW, SCALE_BREAK, WIDE, place_words, wrap, year_of
from ofsted_trends.charts.names import GRADES


def boxes(words, span, layout):
    per_year = layout.width / (span[1] - span[0])
    for word in words:
        x = (word["x"] - span[0]) * per_year + word["dx"]
        length = len(word["text"]) * layout.font * LETTER
        low = x - length if word["align"] == "right" else x
        yield low, low + length, word["y"]


@given(
    st.lists(st.tuples(st.floats(2010, 2027), st.sampled_from(list(GRADES))), max_size=15, unique_by=lambda m: m[0]),
    st.sampled_from([WIDE, NARROW]),
)
def test_words_never_stand_on_each_other_or_outside(inspections, layout):
    height = {grade: number * 20 for number, grade in enumerate(GRADES)}
    marks = [{"x": x, "y": height[grade]} for x, grade in sorted(inspections)]
    texts = [GRADES[grade] for _, grade in sorted(inspections)]
    placed = list(boxes(place_words(marks, texts, (2010, 2027), layout), (2010, 2027), layout))
    for a, b in itertools.combinations(placed, 2):
        assert a[1] <= b[0] + 1 or b[1] <= a[0] + 1 or abs(a[2] - b[2]) >= layout.font
    assert all(low >= -1 and high <= layout.width + 1 for low, high, _ in placed)


def test_a_lone_mark_has_its_word_on_its_right_and_at_the_edge_on_its_left():
    first, last = place_words([{"x": 2011, "y": 0}, {"x": 2026.9, "y": 0}], ["Good", "Outstanding"], (2010, 2027), WIDE)
    assert (first["align"], last["align"]) == ("left", "right")


def test_long_names_are_broken_between_words():
    assert wrap("Safeguarding board (not the council)", 18) == "Safeguarding board\n(not the council)"
    assert wrap("Incomprehensibilities", 5) == "Incomprehensibilities"


def test_words_do_not_cross_the_change_of_scale():
    """`Requires improvement` reached back over the line of 2013 (Haringey), as if it had been a grade before."""
    marks = [{"x": 2014.4, "y": 40}, {"x": 2018.8, "y": 0}, {"x": 2018.9, "y": 40}]
    words = place_words(marks, ["Requires improvement", "Good", "Inadequate"], (2008, 2027), WIDE)
    for low, high, _ in boxes(words, (2008, 2027), WIDE):
        at = (year_of(SCALE_BREAK) - 2008) * WIDE.width / 19
        assert not low < at < high
