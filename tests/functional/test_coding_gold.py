"""The coding against sentences that people coded, where they are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from ofsted_trends.coding import code_file

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "sentences.jsonl"
SCORE = SHARED / "score" / "score.py"
#: For the sentences that the weights were fitted on; unseen ones score lower, see the README.
BOUNDS = {
    "theme_f1": 0.90,
    "case_recording": 0.93,
    "supervision": 0.95,
    "fathers": 0.95,
    "stance": 0.93,
    "direction": 0.95,
    "finding": 0.97,
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not (GOLD.is_file() and SCORE.is_file()),
        reason="the gold sentences are not beside the project (../shared/gold)",
    ),
]


def read_lines(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def test_figures_hold(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    out = tmp_path / "coded.jsonl"
    code_file(GOLD, out, None)
    figures = score.coding_figures(read_lines(out), read_lines(GOLD), show=False)
    short = {k: round(figures[k], 3) for k, bound in BOUNDS.items() if figures[k] < bound}
    assert short == {}
