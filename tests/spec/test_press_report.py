"""A second telling: only what a newspaper quotes of a letter counts."""

from pathlib import Path

import pytest

from ofsted_trends.reading import read_record

DRAWING = (Path(__file__).parent / "documents" / "press_report_2019.txt").read_text(encoding="utf-8")
QUOTED = [
    "The front door is now well-organised and calls are answered quickly.",
    "records of supervision are too brief",
]


@pytest.fixture
def read_press(tmp_path):
    def read(text, name="northbridge 2019-03-22.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_record(path, name)

    return read


def test_it_is_no_inspection_and_has_no_grades(read_press):
    record = read_press(DRAWING)
    assert (record["document"]["framework"], record["document"]["event"]) == ("none", "press_report")
    assert record["document"]["published"] == "2019-03-22"
    assert record["grades"] == []


def test_only_quotations_are_read(read_press):
    assert [s["text"] for s in read_press(DRAWING)["sentences"]] == QUOTED


def test_straight_quotation_marks_are_quotations_too(read_press):
    straight = DRAWING.replace("‘", "'").replace("’", "'")
    assert [s["text"] for s in read_press(straight)["sentences"]] == QUOTED


def test_double_quotation_marks_are_quotations_too(read_press):
    double = DRAWING.replace("‘", "“").replace("’", "”")
    assert [s["text"] for s in read_press(double)["sentences"]] == QUOTED


def test_the_printed_date_is_the_publication(read_press):
    assert read_press(DRAWING, "press.txt")["document"]["published"] == "2019-03-22"


def test_the_day_of_the_report_is_not_the_day_of_the_visit(read_press):
    stamped = DRAWING.replace("am\n\nBy Perdita Quill\n\n", "am\nInspectors have visited Northbridge.\n\n")
    assert "visited Northbridge.\n" in stamped
    assert read_press(stamped)["document"]["visit_start"] is None
