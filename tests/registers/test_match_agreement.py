"""The register of matches that people read."""

from pathlib import Path

import pytest

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.match_agreement import count_read, load_match_agreement, parse_match_agreement


def test_every_kind_of_match_was_read_and_says_how():
    rows = load_match_agreement()
    assert {(row.outcome, row.confidence) for row in rows} == {
        (outcome, confidence) for outcome in ("reported_improved", "raised_again") for confidence in ("high", "medium")
    }
    assert all(row.n >= 20 and row.source for row in rows)


def test_the_readme_says_how_often_matches_are_right():
    high, medium = count_read("high"), count_read("medium")
    said = f"Of {high[0] + medium[0]} matches of the ledger that we read, {high[1]} of {high[0]} with high and {medium[1]} of {medium[0]} with medium"
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert said in " ".join(readme.split())


def test_all_faults_are_told_at_once():
    row = {"outcome": "raised_again", "confidence": "high", "n": "2", "same_matter": "3", "source": "x"}
    with pytest.raises(RegisterError, match=r"line 2: 3 of 2 is not a share[\s\S]*line 3: .*whole numbers"):
        parse_match_agreement([row, row | {"n": "many"}])
