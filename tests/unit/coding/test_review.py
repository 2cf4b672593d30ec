from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.coding import sample_for_review, score_review
from ofsted_trends.errors import InputError


def observations(sentences: int = 60) -> pl.DataFrame:
    rows = []
    for n in range(sentences):
        base = {
            "document_id": f"town-{n % 6}",
            "kind": "finding",
            "page": 1 + n % 3,
            "paragraph": None,
            "label": "Findings",
            "text": f"Sentence number {n}.",
            "visit_start": datetime.date(2015 + n % 4, 1, 1),
            "published": None,
        }
        theme = "fathers" if n == 7 else "supervision"
        rows.append({**base, "theme": theme, "stance": "concern" if n % 3 else "strength"})
        if n % 5 == 0:
            rows.append({**base, "theme": "health", "stance": "neutral"})
    return pl.DataFrame(rows, schema_overrides={"paragraph": pl.String, "published": pl.Date})


def filled(sheet: pl.DataFrame, codes: str) -> pl.DataFrame:
    return sheet.with_columns(pl.lit(codes).alias("themes"))


def test_the_sheet_is_blind_and_has_each_sentence_once() -> None:
    sheet = sample_for_review(observations(), 20, 1)
    assert len(sheet) == 20
    assert not {"stance", "theme", "method"} & set(sheet.columns)
    assert sheet["themes"].to_list() == [""] * 20
    assert sheet.select("document_id", "page", "fingerprint").is_duplicated().sum() == 0


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, two, other = (sample_for_review(observations(), 15, s) for s in (1, 1, 2))
    assert one.equals(two)
    assert not one.equals(other)


def test_a_rare_theme_is_drawn_too() -> None:
    """One sentence among sixty is about fathers; an even draw over all sentences would leave it out."""
    sheet = sample_for_review(observations(), 25, 3)
    assert "Sentence number 7." in sheet["text"].to_list()


def test_full_agreement_scores_one(tmp_path: Path) -> None:
    told = observations()
    sheet = sample_for_review(told, 30, 1)
    truth = told.group_by("text").agg(pl.concat_str("theme", pl.lit(":"), "stance").str.join("; ").alias("codes"))
    sheet = sheet.join(truth, on="text", how="left").with_columns(pl.col("codes").alias("themes")).drop("codes")
    path = tmp_path / "review.csv"
    sheet.write_csv(path)
    score = score_review(path, told)
    assert score.sentences == 30
    assert score.themes.row(0, named=True)["f1"] == 1
    assert score.kappa == 1
    assert len(score.differences) == 0


def test_differences_are_listed_and_counted() -> None:
    told = observations()
    score = score_review(filled(sample_for_review(told, 30, 1), "supervision:strength"), told)
    row = score.themes.filter(pl.col("theme") == "supervision").row(0, named=True)
    assert row["f1"] > 0.9
    assert row["low"] <= row["f1"] <= row["high"]
    assert score.kappa is not None
    assert score.kappa < 0.2
    assert set(score.differences["machine"]) >= {"concern"}
    assert "Cohen's kappa" in str(score)


def test_none_and_blank_are_two_things() -> None:
    told = observations()
    sheet = sample_for_review(told, 10, 1)
    assert score_review(sheet, told).sentences == 0
    score = score_review(filled(sheet, "none"), told)
    assert score.sentences == 10
    assert score.kappa is None
    assert score.themes.row(0, named=True)["f1"] == 0


def test_what_cannot_be_is_told_with_its_line(tmp_path: Path) -> None:
    told = observations()
    with pytest.raises(InputError, match=r"line 2: 'supervison:good'"):
        score_review(filled(sample_for_review(told, 2, 1), "supervison:good"), told)
    with pytest.raises(InputError, match="cannot be read"):
        score_review(tmp_path / "none.csv", told)
    with pytest.raises(InputError, match=r"columns .* are missing"):
        score_review(pl.DataFrame({"document_id": ["a"]}), told)


def test_without_text_there_is_nothing_to_review() -> None:
    told = observations().with_columns(pl.lit(None, dtype=pl.String).alias("text"))
    with pytest.raises(InputError, match="no text"):
        sample_for_review(told, 5, 1)
