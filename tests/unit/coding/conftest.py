from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ofsted_trends.coding.corrections import fingerprint

SUBJECTS = {"Supervision": "supervision", "Case recording": "case_recording", "Work with fathers": "fathers"}
GOOD = ["is strong", "is effective and timely", "is good", "is robust"]
BAD = ["is weak", "is too variable", "is poor", "is not good enough"]


@pytest.fixture
def made_up() -> list[dict[str, object]]:
    """160 coded sentences on three themes."""
    rows: list[dict[str, object]] = []
    for n in range(160):
        subject = list(SUBJECTS)[n % 3]
        words, stance = (GOOD[n % 4], "strength") if n % 2 else (BAD[n % 4], "concern")
        text = f"{subject} {words} in team {n}."
        finding = n % 8 != 0
        codes = {SUBJECTS[subject]: stance} if finding else {}
        text = text if finding else f"Inspectors visited team {n}."
        direction = "improving" if n % 16 == 1 else "none"
        rows.append(
            {
                "id": str(n),
                "section": "",
                "prev": "",
                "text": text,
                "next": "",
                "finding": finding,
                "themes": codes,
                "direction": direction,
            }
        )
    return rows


@pytest.fixture
def write_files(made_up: list[dict[str, object]]) -> Callable[..., list[str]]:
    """Writes gold, truth and corpus to a folder and returns the options that name them."""
    return lambda folder: _write_files(folder, made_up)


def _write_files(folder: Path, rows: list[dict[str, object]]) -> list[str]:
    gold, truth, corpus = folder / "gold.jsonl", folder / "truth.csv", folder / "corpus.jsonl"
    gold.write_text("".join(json.dumps(r) + "\n" for r in rows[:120]), encoding="utf-8")
    lines = ["document,fingerprint,finding,themes,direction,coder"]
    for r in rows[120:]:
        codes = ";".join(f"{k}:{v}" for k, v in dict(r["themes"]).items())  # type: ignore[call-overload]
        lines.append(f"d,{fingerprint(str(r['text']))},{str(r['finding']).lower()},{codes},{r['direction']},project")
    truth.write_text("\n".join(lines) + "\n", encoding="utf-8")
    context = [
        {"document": f"d{n % 12}", "section": "", "prev": "", "text": r["text"], "next": ""} for n, r in enumerate(rows)
    ]
    corpus.write_text("".join(json.dumps(c) + "\n" for c in context), encoding="utf-8")
    return ["--gold", str(gold), "--truth", str(truth), "--corpus", str(corpus)]
