from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.coding import code_sentences
from ofsted_trends.errors import InputError
from ofsted_trends.registers.themes import load_themes


def frame(*rows: dict[str, str]) -> pl.DataFrame:
    blank = {"section": "", "prev": "", "next": ""}
    return pl.DataFrame([{"id": str(n), **blank, **row} for n, row in enumerate(rows)])


def codes(text: str, **context: str) -> dict[str, str]:
    coded = code_sentences(frame({"text": text, **context}))
    return {t: s for t, s in coded.select("theme", "stance").iter_rows() if t}


@pytest.mark.parametrize(
    ("text", "theme", "stance"),
    [
        ("Supervision is regular, reflective and well recorded.", "supervision", "strength"),
        ("Supervision is too infrequent and does not challenge drift.", "supervision", "concern"),
        ("Case recording is poor and often out of date.", "case_recording", "concern"),
        ("Case records are clear, up to date and written sensitively.", "case_recording", "strength"),
        ("Absent fathers are not consistently engaged in assessments.", "fathers", "concern"),
        ("Fathers are actively engaged and their views are well considered.", "fathers", "strength"),
        ("Strategy meetings are timely and well attended by partners.", "child_protection", "strength"),
        ("The emergency duty team provides a swift and effective response.", "out_of_hours", "strength"),
        ("Caseloads are too high and staff turnover is a serious weakness.", "workforce", "concern"),
    ],
)
def test_plain_sentences(text: str, theme: str, stance: str) -> None:
    assert codes(text).get(theme) == stance


def test_an_item_to_improve_is_a_concern_even_when_worded_neutrally() -> None:
    assert codes("The quality of case recording.", section="What needs to improve")["case_recording"] == "concern"


def test_words_in_another_sense_are_no_theme() -> None:
    assert "case_recording" not in codes("Brookmere has a good track record of improvement.")
    assert "supervision" not in codes("The child has supervised contact with her grandmother.")


def test_boilerplate_is_no_finding_and_has_no_themes() -> None:
    coded = code_sentences(
        frame({"text": "Inspectors looked at case records and spoke with social workers about supervision."})
    )
    assert coded["finding"].to_list() == [False]
    assert coded["theme"].to_list() == [None]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The quality of assessments has significantly improved since the last inspection.", "improving"),
        ("Plans are clear.", "none"),
        ("Inspectors looked at progress made since the last inspection.", "none"),
        ("Turnover of social workers remains too high.", "unchanged"),
    ],
)
def test_directions(text: str, direction: str) -> None:
    assert code_sentences(frame({"text": text}))["direction"].unique().to_list() == [direction]


def test_one_row_per_sentence_and_theme_in_order() -> None:
    coded = code_sentences(
        frame(
            {"text": "The weather was fine."},
            {"text": "Supervision and case recording are weak."},
            {"text": "Adopters are well supported."},
        )
    )
    assert coded.columns == ["id", "finding", "theme", "stance", "direction", "method"]
    assert coded["id"].unique(maintain_order=True).to_list() == ["0", "1", "2"]
    assert set(coded.filter(pl.col("id") == "1")["theme"]) >= {"case_recording", "supervision"}
    assert coded.filter(pl.col("theme").is_null())["stance"].null_count() == coded["theme"].null_count()
    assert coded["method"].null_count() == 0


def test_coding_does_not_depend_on_what_else_is_in_the_frame() -> None:
    rows = [
        {"text": f"Supervision is {w}.", "prev": "Caseloads are high."} for w in ("weak", "strong", "regular", "late")
    ]
    together = code_sentences(frame(*rows)).drop("id")
    apart = pl.concat([code_sentences(frame(r)) for r in rows]).drop("id")
    assert together.equals(apart)


def test_nulls_and_no_rows_are_fine() -> None:
    sentences = frame({"text": "Plans are good."}).with_columns(pl.lit(None, dtype=pl.String).alias("prev"))
    assert len(code_sentences(sentences)) >= 1
    assert len(code_sentences(sentences.clear())) == 0
    assert code_sentences(frame({"text": ""}))["theme"].to_list() == [None]


def test_does_not_mutate() -> None:
    sentences = frame({"text": "Plans are good."})
    before = sentences.clone()
    code_sentences(sentences)
    assert sentences.equals(before)


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(InputError, match="section, prev, next"):
        code_sentences(pl.DataFrame({"id": ["1"], "text": ["a"]}))


def test_an_analysts_theme_is_given_where_its_pattern_hits(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[theme]]\nkey = "pets"\nlabel = "Pets"\npatterns = ["\\\\bDogs?\\\\b"]\nexamples = ["Dogs are welcome."]\n',
        encoding="utf-8",
    )
    texts = [
        "Therapy dogs are used well to help children to talk.",
        "The use of therapy dogs is not good enough and too few children are offered it.",
    ]
    coded = code_sentences(frame(*({"text": text} for text in texts)), load_themes(path))
    rows = coded.filter(pl.col("theme") == "pets")
    assert rows["method"].to_list() == ["rule:pets", "rule:pets"]
    assert rows["stance"].to_list() == ["strength", "concern"]


def test_built_in_themes_cannot_be_left_out() -> None:
    with pytest.raises(InputError, match="case_recording"):
        code_sentences(frame({"text": "a"}), load_themes()[1:])


def test_many_sentences_are_coded_in_blocks_as_if_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "Supervision is regular.",
        "Records are not up to date.",
        "Fathers are involved.",
        "",
        "This is a concern.",
    ]
    neighbours = zip(["", *texts], texts, [*texts[1:], ""], strict=False)
    many = frame(*({"prev": before, "text": text, "next": after} for before, text, after in neighbours))
    at_once = code_sentences(many)
    assert at_once["theme"].drop_nulls().len() >= 3
    monkeypatch.setattr("ofsted_trends.coding.sentences.BLOCK", 2)
    assert code_sentences(many).equals(at_once)
