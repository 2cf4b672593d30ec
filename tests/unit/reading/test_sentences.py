"""Sentences: none lost, none glued, none cut at an abbreviation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.reading.sentences import split_sentences

HARD = [
    "Plans are late, e.g. Pathway plans.|Visits are regular.",
    "Plans, i.e. The ones of 2019, are late.|Visits are regular.",
    "Dr. Lee and Mrs. Hara agree.|They met.",
    "St. Helens did well.|So did others.",
    "One said: ‘It helps.’|Visits are regular.",
    "One said: “It helps!”|Visits are regular.",
    "Is it safe?|Yes.",
    "See para. 12 and no. 3 of the plan.|It is clear.",
    "It rose by 3.5% in 2019.|It fell in 2020.",
    "J. A. Lee was there.|She left.",
    "It ended in 2019.|2020 was better.",
    "Children’s needs are met.|‘My worker listens,’ one said.",
    "It costs £5.|£10 was planned.",
    "The plan is clear.It helps.",
    "approx. 40 children wait.|None is alone.",
    "the end of the list etc.|Next sentence.",
]


@pytest.mark.parametrize("drawn", HARD)
def test_hard_cases(drawn):
    expected = drawn.split("|")
    assert [s for _, s in split_sentences(" ".join(expected))] == expected


@given(st.text(alphabet="aB1 .!?’”)(‘“£,e.g", max_size=120))
def test_nothing_is_lost_and_offsets_are_right(text):
    text = " ".join(text.split())
    found = split_sentences(text)
    assert " ".join(s for _, s in found) == text
    assert all(text[at : at + len(s)] == s for at, s in found)


@given(st.lists(st.sampled_from(["Plans are clear.", "Is it safe?", "Visits help!", "‘It helps.’"]), max_size=8))
def test_plain_sentences_come_back_one_by_one(sentences):
    assert [s for _, s in split_sentences(" ".join(sentences))] == sentences
