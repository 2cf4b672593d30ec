"""No sentence of a body is lost or glued: counts words of made-up documents here, of the corpus in functional."""

from pathlib import Path

import pytest
from made_up import draw_pdf_file
from made_up.counting import check_passages_hold_all_words, check_sentences_hold_all_words

from ofsted_trends.documents import open_document

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.txt"))
DRAWN = [p for p in DOCUMENTS if "press" not in p.name]


@pytest.fixture(params=DRAWN, ids=lambda p: p.stem)
def document(request, tmp_path):
    drawing = request.param.read_text(encoding="utf-8")
    return open_document(draw_pdf_file(tmp_path / "document.pdf", drawing, header="A running header"))


def test_sentences_and_what_is_left_out_are_the_body(document):
    check_sentences_hold_all_words(document)


def test_passages_hold_every_word_of_the_body_in_order(document):
    check_passages_hold_all_words(document)


def test_the_body_is_everything_drawn_but_running_lines_and_footnotes(document):
    passages = " ".join(p.text for p in document.passages)
    assert "running header" not in passages
    assert all(note not in passages for note in document.footnotes)
