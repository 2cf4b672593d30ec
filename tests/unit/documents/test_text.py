"""Plain text, Markdown and HTML: what an analyst has who copied or converted a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.counting import words_of

from ofsted_trends.documents import Shape, open_document
from ofsted_trends.documents.html import read_html_text
from ofsted_trends.documents.text import parse_text


def shapes(text):
    return [(p.shape.value, p.text) for p in parse_text(text)[1]]


def test_paragraphs_headings_items_and_numbers():
    text = """
# Focused visit

Leaders know their
services well.

What needs to improve

- Plans, and how
  they are written
  - by whom
* Visits

12. Numbered words.
"""
    assert shapes(text) == [
        ("heading", "Focused visit"),
        ("paragraph", "Leaders know their services well."),
        ("heading", "What needs to improve"),
        ("bullet", "Plans, and how they are written"),
        ("sub_bullet", "by whom"),
        ("bullet", "Visits"),
        ("paragraph", "Numbered words."),
    ]
    assert parse_text(text)[1][-1].number == "12"


def test_table_rows_keep_their_cells_apart():
    assert shapes("| Overall effectiveness | Good |\n| --- | --- |\n| **Value** for money | Adequate |") == [
        ("paragraph", "Overall effectiveness\tGood"),
        ("paragraph", "Value for money\tAdequate"),
    ]


def test_a_paragraph_broken_by_a_page_is_one():
    assert shapes("Leaders know\ntheir own\n\nservices well.") == [
        ("paragraph", "Leaders know their own services well.")
    ]


def test_form_feeds_are_pages():
    lines, passages, pages = parse_text("First page here.\n\fSecond page here.")
    assert pages == 2
    assert [p.page_at(0) for p in passages] == [1, 2]
    assert [line.page for line in lines] == [1, 2]


def test_text_without_pages_has_no_page():
    _, passages, pages = parse_text("Only words here.")
    assert (pages, passages[0].page_at(0), passages[0].place) == (1, None, "[1]")


def test_html_becomes_headings_items_and_rows(tmp_path):
    path = tmp_path / "letter.html"
    path.write_text(
        "<html><head><title>Letter</title><script>var x = 'hidden';</script></head><body><nav>Menu</nav>"
        "<h2>Overview</h2><p>Plans are <b>clear</b>, and visits regular.</p><ul><li>Item one</li></ul>"
        "<table><tr><td>Overall effectiveness</td><td>Good</td></tr></table><footer>Foot</footer></body></html>",
        encoding="utf-8",
    )
    document = open_document(path)
    assert [(p.shape, p.text) for p in document.passages] == [
        (Shape.HEADING, "Overview"),
        (Shape.PARAGRAPH, "Plans are clear, and visits regular."),
        (Shape.BULLET, "Item one"),
        (Shape.PARAGRAPH, "Overall effectiveness\tGood"),
    ]


@pytest.mark.parametrize("hidden", ["<p hidden>No</p>", "<script>No</script>", "<header>No</header>"])
def test_hidden_parts_of_a_page_are_left_out(hidden):
    assert read_html_text(f"<html><body>{hidden}<p>Yes</p></body></html>")[0] == "Yes"


LINES = st.lists(st.text(alphabet="abc ABC.-12|#\t", max_size=30), max_size=15)


@given(LINES)
def test_no_word_of_a_text_is_lost_whatever_it_looks_like(lines):
    text = "\n".join(lines)
    _, passages, _ = parse_text(text)
    assert words_of(" ".join(p.text for p in passages)) == words_of(text)
