"""The registers of themes, cues and scopes are data; these tests are their linter."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.coding.strings import ascii_pattern
from ofsted_trends.errors import InputError, RegisterError
from ofsted_trends.registers.cues import WHERE, load_cues
from ofsted_trends.registers.scope import load_scope
from ofsted_trends.registers.themes import Theme, load_themes, lower_pattern, plain

CODEBOOK = {
    "case_recording",
    "supervision",
    "management_oversight",
    "fathers",
    "voice_of_child",
    "assessment",
    "planning",
    "thresholds",
    "child_protection",
    "out_of_hours",
    "early_help",
    "exploitation_missing",
    "domestic_abuse",
    "workforce",
    "quality_assurance",
    "placements",
    "permanence",
    "health",
    "education",
    "care_leavers",
    "legal_proceedings",
    "reviewing_officers",
    "partnership",
    "leadership",
    "participation",
    "identity",
    "unaccompanied",
    "disabled_children",
    "allegations",
    "private_fostering",
}
THEMES = load_themes()
MINE = """
[[theme]]
key = "pets"
label = "Pets"
patterns = ["\\\\bpets?\\\\b", "\\\\bdogs?\\\\b"]
examples = ["The pet is well.", "Dogs are welcome."]
near_misses = ["A petition was signed."]
"""


def ids(theme: Theme) -> str:
    return theme.key


def test_keys_are_those_of_the_codebook_and_unique() -> None:
    keys = [t.key for t in THEMES]
    assert len(keys) == len(set(keys))
    assert set(keys) == CODEBOOK


@pytest.mark.parametrize("theme", THEMES, ids=ids)
def test_examples_hit_and_near_misses_do_not(theme: Theme) -> None:
    assert theme.examples
    assert theme.near_misses
    assert [e for e in theme.examples if not theme.hits(e)] == []
    assert [(e, theme.hits(e)) for e in theme.near_misses if theme.hits(e)] == []


@pytest.mark.parametrize("theme", THEMES, ids=ids)
def test_every_pattern_hits_an_example(theme: Theme) -> None:
    idle = [p for p in theme.patterns if not any(re.search(lower_pattern(p), plain(e)) for e in theme.examples)]
    assert idle == []


@pytest.mark.parametrize("theme", THEMES, ids=ids)
def test_patterns_hit_the_same_in_python_and_in_polars(theme: Theme) -> None:
    """The coding runs in polars, the explanation in Python: they must not tell two stories."""
    sentences = [e for t in THEMES for e in (*t.examples, *t.near_misses)]
    texts = pl.Series([plain(s) for s in sentences])
    if theme.exclusion:
        texts = texts.str.replace_all(ascii_pattern(theme.exclusion), "-")
    polars = texts.str.contains(ascii_pattern(theme.pattern)).to_list()
    assert polars == [bool(theme.hits(s)) for s in sentences]


@pytest.mark.parametrize("theme", THEMES, ids=ids)
def test_words_say_what_counts(theme: Theme) -> None:
    assert theme.label
    assert theme.definition
    assert theme.counts
    assert theme.excluded
    assert theme.author
    assert isinstance(theme.since, datetime.date)
    assert datetime.date(2026, 1, 1) <= theme.since
    assert theme.built_in


def test_every_cue_pattern_hits_an_example() -> None:
    keys = [c.key for c in load_cues()]
    assert len(keys) == len(set(keys))
    idle = [(c.key, p) for c in load_cues() for p in c.patterns if not any(re.search(p, plain(e)) for e in c.examples)]
    assert idle == []
    assert {c.where for c in load_cues()} <= set(WHERE)


def test_scopes_name_themes_of_the_register_and_hit_their_example() -> None:
    register = load_scope()
    named = {*register.always, *register.board, *(t for p in register.phrases for t in p.themes)}
    named |= {t for themes in register.kinds.values() for t in themes}
    assert named <= CODEBOOK
    assert [p.key for p in register.phrases if not any(re.search(q, plain(p.example)) for q in p.patterns)] == []


def test_an_analysts_themes_are_added(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    themes = load_themes(path)
    assert len(themes) == len(THEMES) + 1
    assert themes[-1].key == "pets"
    assert not themes[-1].built_in


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('key = "pets"', 'key = "fathers"', 3, "taken"),
        ('key = "pets"', 'key = "My Pets"', 3, "lower-case"),
        ('label = "Pets"\n', "", 2, "'label' is missing"),
        ('label = "Pets"', 'label = "Pets"\ncolour = "red"', 5, "unknown field 'colour'"),
        ("bdogs", "b(dogs", 5, "bad pattern"),
        ("bpets", "b(?=x)pets", 5, "look-around"),
        ("A petition was signed.", "A dog ran.", 7, "is hit by 'dog'"),
        ("The pet is well.", "The cat is well.", 6, "is not hit"),
    ],
)
def test_faults_name_file_line_and_mend(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE.replace(old, new), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load_themes(path)
    assert f"{path}: line {line}:" in str(caught.value)
    assert words in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        MINE.replace("The pet is well.", "Nothing.") + MINE.replace('key = "pets"', 'key = "supervision"'),
        encoding="utf-8",
    )
    with pytest.raises(RegisterError) as caught:
        load_themes(path)
    assert len(str(caught.value).splitlines()) >= 2


def test_broken_toml_and_missing_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[theme]\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="not valid TOML"):
        load_themes(path)
    path.write_text("[theme]\nkey = 1\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"\[\[theme\]\]"):
        load_themes(path)
    with pytest.raises(InputError, match="cannot be read"):
        load_themes(tmp_path / "nowhere.toml")


def test_hits_are_spans_into_the_sentence() -> None:
    recording = next(t for t in THEMES if t.key == "case_recording")
    sentence = "Despite a good record of improvement, the child’s Case Records are thin."
    assert [sentence[a:b] for a, b in recording.hits(sentence)] == ["Records"]
