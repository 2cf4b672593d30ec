from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.coding import apply_corrections, fingerprint
from ofsted_trends.errors import CorrectionError, InputError

HEAD = "document_id,page,paragraph,fingerprint,theme,expected,corrected,who,when,why\n"
TEXT = "Supervision is regular and records are thin."
MARK = fingerprint(TEXT)


def observations() -> pl.DataFrame:
    base = {
        "document_id": "a-town",
        "kind": "finding",
        "page": 2,
        "paragraph": "7",
        "text": TEXT,
        "direction": "none",
        "method": "weights-1:rule",
    }
    rows = [
        {**base, "observation_id": "1" * 16, "theme": "supervision", "stance": "strength"},
        {**base, "observation_id": "2" * 16, "theme": "case_recording", "stance": "concern"},
        {
            **base,
            "observation_id": "3" * 16,
            "theme": None,
            "stance": None,
            "text": "The sun shone.",
            "paragraph": None,
        },
        {**base, "observation_id": "4" * 16, "theme": "workforce", "stance": "neutral", "document_id": "b-town"},
    ]
    return pl.DataFrame(
        rows, schema_overrides={"page": pl.Int16, "stance": pl.Enum(["strength", "concern", "mixed", "neutral"])}
    )


def apply(tmp_path: Path, *lines: str) -> pl.DataFrame:
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return apply_corrections(observations(), path)


def line(theme: str, expected: str, corrected: str, mark: str = MARK, paragraph: str = "7") -> str:
    return f"a-town,2,{paragraph},{mark},{theme},{expected},{corrected},Jo,2026-05-01,misread"


def test_a_stance_changes_and_the_method_says_who(tmp_path: Path) -> None:
    out = apply(tmp_path, line("supervision", "strength", "mixed"))
    assert out.schema == observations().schema
    assert out.row(0, named=True)["stance"] == "mixed"
    assert out["method"].to_list() == ["correction:Jo", *["weights-1:rule"] * 3]
    assert out["observation_id"].to_list() == observations()["observation_id"].to_list()


def test_a_theme_is_added_as_a_row_of_its_own(tmp_path: Path) -> None:
    out = apply(tmp_path, line("workforce", "none", "strength"))
    assert len(out) == 5
    row = out.filter(pl.col("method") == "correction:Jo").row(0, named=True)
    assert (row["theme"], row["stance"], row["text"]) == ("workforce", "strength", TEXT)
    assert out["observation_id"].n_unique() == 5


def test_a_theme_is_added_to_a_sentence_without_any_in_its_row(tmp_path: Path) -> None:
    out = apply(tmp_path, line("health", "none", "neutral", fingerprint("The sun shone."), ""))
    assert len(out) == 4
    assert out["theme"].to_list() == ["supervision", "case_recording", "health", "workforce"]


def test_a_theme_is_taken_away_and_the_last_one_leaves_its_row(tmp_path: Path) -> None:
    out = apply(tmp_path, line("supervision", "strength", "none"), line("case_recording", "concern", "none"))
    mine = out.filter(pl.col("text") == TEXT, pl.col("document_id") == "a-town")
    assert mine["theme"].to_list() == [None]
    assert mine["stance"].to_list() == [None]


def test_a_direction_changes_in_every_row_of_the_sentence(tmp_path: Path) -> None:
    out = apply(tmp_path, line("direction", "none", "improving"))
    assert out["direction"].to_list() == ["improving", "improving", "none", "none"]


def test_all_that_no_longer_applies_is_told_with_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError) as caught:
        apply(
            tmp_path,
            line("supervision", "concern", "mixed"),
            line("fathers", "strength", "none"),
            line("health", "none", "mixed", "0" * 12),
        )
    told = str(caught.value)
    assert "3 corrections no longer apply" in told
    assert "expected supervision concern, found strength" in told
    assert "expected fathers strength, found none" in told
    assert "line 4" in told


def test_corrections_of_other_documents_wait(tmp_path: Path) -> None:
    out = apply(tmp_path, line("supervision", "concern", "mixed").replace("a-town", "c-town"))
    assert out.equals(observations())


def test_wrong_values_are_told_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError) as caught:
        apply(
            tmp_path,
            line("nothing", "good", "mixed"),
            "a-town,x,7,f,health,none,mixed,Jo,yesterday,w",
            "a-town,2,7,f,health,none,none,Jo,2026-01-01,w",
        )
    told = str(caught.value)
    for words in (
        "line 2: theme is 'nothing'",
        "expected is 'good'",
        "line 3: page is 'x'",
        "when is 'yesterday'",
        "line 4: expected and corrected",
    ):
        assert words in told


def test_missing_columns_and_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("document_id,page\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match="fingerprint"):
        apply_corrections(observations(), path)
    with pytest.raises(InputError, match="cannot be read"):
        apply_corrections(observations(), tmp_path / "none.csv")


def test_fingerprints_do_not_depend_on_spacing_case_and_marks() -> None:
    assert fingerprint("Plans’ aims:  clear.") == fingerprint("plans aims clear")
    assert fingerprint("Plans are clear") != fingerprint("Plans are unclear")
