"""The registers behind the page of data quality."""

import re
from pathlib import Path

import pytest

from ofsted_trends.errors import RegisterError
from ofsted_trends.frame import read_bundled_facts
from ofsted_trends.registers.problem_reasons import load_problem_reasons, parse_problem_reasons
from ofsted_trends.registers.stance_agreement import STANCES, load_stance_agreement

ROOT = Path(__file__).parents[2]


def test_every_reason_that_the_code_gives_has_plain_words():
    """A reason is the second word of a problem, the first of an unreadable document, or stands in a telling."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "ofsted_trends").rglob("*.py"))
    given = re.findall(r'Problem\(\s*"[a-z]+",\s*"([a-z_0-9]+)"', code)
    given += re.findall(r'UnreadableDocumentError\(\s*"([a-z_0-9]+)"', code)
    given += re.findall(r'"((?:same|second)_(?:file_twice|document_twice|telling|hand))"', code)
    given += re.findall(r'reason(?:, detail)? = \(?\s*"([a-z_]+)"', code)
    known = load_problem_reasons()
    assert len(set(given)) > 25
    assert set(given) - set(known) - {"second_hand"} == set()
    assert set(read_bundled_facts().problems["reason"]) <= set(known)


def test_all_faults_of_the_register_are_told_at_once():
    row = {"reason": "empty", "words": "The file is empty", "weight": "heavy", "remedy": ""}
    with pytest.raises(RegisterError, match=r"line 2: a part is empty[\s\S]*'heavy' is none of[\s\S]*there twice"):
        parse_problem_reasons([row, row])


def test_the_readme_shows_the_stances_of_the_register():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for people in STANCES:
        cells = " | ".join(str(load_stance_agreement()[people, coded]) for coded in STANCES)
        assert f"| {people} | {cells} |" in readme
