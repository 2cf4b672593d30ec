from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ofsted_trends.coding import train, training, words
from ofsted_trends.coding.coded import parse_codes
from ofsted_trends.coding.corpus import read_sentences
from ofsted_trends.coding.train import main
from ofsted_trends.coding.weights import pack_table, read_weights
from ofsted_trends.errors import InputError, RegisterError
from ofsted_trends.registers.themes import Theme, load_themes

DOCUMENTS = Path(__file__).parents[2] / "spec" / "documents"
THEMES = {"supervision", "case_recording", "fathers"}


def small_boost(boost: Callable[..., Any], x: Any, y: Any, weight: Any, rounds: int, *rest: Any) -> Any:
    """A boost of three rounds, whatever is asked."""
    return boost(x, y, weight, min(rounds, 3), *rest)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> tuple[Theme, ...]:
    """The three themes that a training in little time knows; skips without scikit-learn."""
    pytest.importorskip("sklearn", reason="scikit-learn is needed for training only")
    few = tuple(t for t in load_themes() if t.key in THEMES)
    for module in (words, training, train):
        monkeypatch.setattr(module, "load_themes", lambda: few)
    monkeypatch.setattr(training, "INNER", 2)
    monkeypatch.setattr(training, "_boost", partial(small_boost, training._boost))
    return few


def test_training_is_a_command_and_repeats_itself(
    tmp_path: Path,
    made_up: list[dict[str, object]],
    write_files: Callable[..., list[str]],
    capsys: pytest.CaptureFixture[str],
    few: tuple[Theme, ...],
) -> None:
    arguments = write_files(tmp_path)
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    assert main([*arguments, "--out", str(one), "--folds", "2", "--agreement", str(tmp_path)]) == 0
    agreement = list(csv.DictReader((tmp_path / "agreement.csv").open(encoding="utf-8")))
    assert {row["theme"] for row in agreement} == THEMES
    coded = [r for r in made_up[:120] if r["themes"]]
    assert sum(int(row["n"]) for row in agreement) == len(coded)
    assert (tmp_path / "stance_agreement.csv").read_text(encoding="utf-8").startswith("people,strength,concern")
    assert "cross-validated, gold: theme_f1" in capsys.readouterr().out
    assert main([*arguments, "--out", str(two)]) == 0
    a, b = read_weights(one), read_weights(two)
    assert np.array_equal(a.about_words, b.about_words)  # the folds do not change what is shipped
    assert np.array_equal(a.theme_trees.values, b.theme_trees.values)
    assert np.array_equal(a.sentence_network.hidden, b.sentence_network.hidden)
    assert np.array_equal(a.stance_network.out, b.stance_network.out)
    assert a.themes == b.themes == tuple(t.key for t in few)


def test_missing_files_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["--gold", str(tmp_path / "g"), "--corpus", str(tmp_path / "c.jsonl"), "--out", str(tmp_path / "o.npz")])
        == 2
    )
    assert "cannot be read" in capsys.readouterr().err


def test_a_folder_of_documents_gives_every_sentence(tmp_path: Path) -> None:
    text = (DOCUMENTS / "focused_visit_2019.txt").read_text(encoding="utf-8")
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    frame = read_sentences(tmp_path)
    assert frame.columns == ["document", "section", "prev", "text", "next"]
    assert frame["document"].unique().to_list() == ["letter.txt"]
    listed = frame.filter(pl.col("section").str.contains("(?i)improve"))
    assert listed.height
    # what is no finding is there too, and neighbours are those of the document
    assert frame["text"].str.contains("(?i)yours sincerely|dear|inspectors looked").any()
    inner = frame.filter(pl.col("next") != "")
    assert inner.height > frame.height / 2


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no sentence"):
        read_sentences(tmp_path)


def test_a_file_that_holds_no_weights_stops(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(RegisterError, match="not a file of weights"):
        read_weights(path)


def test_codes_of_the_truth_file() -> None:
    row = {"finding": "true", "themes": "health:mixed;fathers:concern", "direction": "improving"}
    assert parse_codes(row)["themes"] == {"health": "mixed", "fathers": "concern"}
    assert parse_codes({"finding": "false", "themes": "", "direction": "none"})["themes"] == {}


def test_packing_loses_little() -> None:
    table = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
    small, scale = pack_table(table)
    assert np.abs(small * scale - table).max() <= scale.max()


def test_agreement_needs_documents_that_were_not_seen(
    tmp_path: Path, write_files: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*write_files(tmp_path), "--out", str(tmp_path / "o.npz"), "--agreement", str(tmp_path)]) == 2
    assert "--agreement needs --folds" in capsys.readouterr().err
