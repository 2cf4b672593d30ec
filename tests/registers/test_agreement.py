"""The register of agreement, and finding themes by name."""

import pytest

from ofsted_trends.errors import RegisterError, UnknownNameError
from ofsted_trends.registers.agreement import load_agreement, parse_agreement
from ofsted_trends.registers.theme_choice import find_themes, settle_theme
from ofsted_trends.registers.themes import load_themes

KEYS = [theme.key for theme in load_themes()]


def rows(**first):
    empty = {"precision": "", "recall": "", "f1": "", "n": "", "source": ""}
    return [{"theme": key, **empty} | (first if n == 0 else {}) for n, key in enumerate(KEYS)]


def test_the_register_has_every_theme_once():
    assert list(load_agreement()) == KEYS


def test_an_empty_row_is_a_theme_not_yet_measured_and_a_full_one_has_figures():
    full = {"precision": "0.97", "recall": "0.9", "f1": "0.93", "n": "41", "source": "5-fold over documents"}
    found = parse_agreement(rows(**full))
    assert found[KEYS[0]].measured and (found[KEYS[0]].f1, found[KEYS[0]].n) == (0.93, 41)
    assert not found[KEYS[1]].measured and found[KEYS[1]].f1 is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"theme": "weather"}, "no such theme"),
        ({"theme": KEYS[1]}, "there twice"),
        ({"precision": "97"}, "precision is 97"),
        ({"f1": "high"}, "could not convert"),
        ({"f1": "0.9"}, "some figures are missing"),
        ({"precision": "1", "recall": "1", "f1": "1", "n": "3"}, "source is missing"),
    ],
)
def test_faults_are_told_with_their_line(change, told):
    with pytest.raises(RegisterError, match=told) as caught:
        parse_agreement(rows(**change))
    assert "line" in str(caught.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(RegisterError) as caught:
        parse_agreement(rows(f1="2")[:-1])
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("name", ["supervision", "Supervision of practitioners", " SUPERVISION "])
def test_a_theme_is_found_by_key_or_label(name):
    assert settle_theme(name) == "supervision"


def test_all_is_every_theme():
    assert find_themes("all") == load_themes() and settle_theme("All") == "all"


@pytest.mark.parametrize(("name", "near"), [("supervison", "nearest: supervision"), ("zzzz", "known: case_recording")])
def test_an_unknown_theme_is_refused_with_the_nearest_names(name, near):
    with pytest.raises(UnknownNameError, match=near):
        find_themes(name)
