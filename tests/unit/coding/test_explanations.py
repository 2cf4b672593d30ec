from __future__ import annotations

import polars as pl

from ofsted_trends.coding import code_sentences, explain_sentence

TEXT = "Supervision is regular, but the children’s case records are not always up to date."


def test_spans_point_at_the_words() -> None:
    why = explain_sentence(TEXT)
    spans = [s for reason in why.themes for s in reason.spans]
    assert spans
    assert all(TEXT[s.start : s.end] == s.words for s in spans)
    assert all(TEXT[s.start : s.end] == s.words for s in why.cues if s.rule != "to_improve")


def test_tells_the_same_as_the_coding() -> None:
    coded = code_sentences(pl.DataFrame([{"id": "1", "section": "", "prev": "", "text": TEXT, "next": ""}]))
    why = explain_sentence(TEXT)
    told = [r.decision for r in why.themes if not r.decision.startswith("no ")]
    assert told == [f"{t}: {s}" for t, s in coded.select("theme", "stance").iter_rows()]
    assert why.direction == coded["direction"][0]
    assert why.finding == (why.scores["finding"] > why.finding_limit)


def test_a_rule_that_hit_in_vain_is_shown_too() -> None:
    why = explain_sentence("Inspectors looked at case records.")
    assert not why.finding
    assert why.scores["finding"] < why.finding_limit
    assert [r.decision for r in why.themes] == ["no case_recording"]


def test_lines_for_a_terminal() -> None:
    lines = str(explain_sentence(TEXT, section="What needs to improve"))
    assert "supervision" in lines
    assert "“Supervision”" in lines
    assert "to_improve" in lines
