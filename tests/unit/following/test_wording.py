import numpy as np
import polars as pl
import pytest

from ofsted_trends.following.wording import ASKING, compare_wording, find_words, load_weights


def compare(*texts):
    words = find_words(pl.Series(texts, dtype=pl.String))
    alike, shared = compare_wording(words, np.array([0]), 0, len(texts))
    return [round(float(x), 3) for x in alike[0]], shared[0].tolist()


def test_forms_of_a_word_are_one_word_and_grammar_counts_nothing():
    alike, shared = compare("Chronologies.", "The chronology", "They were with them", None, "")
    assert alike == [1.0, 1.0, 0.0, 0.0, 0.0]
    assert shared == [1, 1, 0, 0, 0]


def test_the_cosine_is_the_shared_weight_over_both_lengths():
    weight = {stem: load_weights()[stem][0] for stem in ("supervi", "record", "thresho")}
    alike, _ = compare("supervision records", "supervision thresholds")
    both = np.sqrt(weight["supervi"] + weight["record"]) * np.sqrt(weight["supervi"] + weight["thresho"])
    assert alike[1] == pytest.approx(weight["supervi"] / both, abs=1e-3)


def test_words_of_asking_weigh_little_and_name_no_matter():
    assert load_weights()["ensur"] == (ASKING, False)
    alike, shared = compare("Ensure consistent supervision", "Ensure consistent thresholds")
    assert shared[1] == 0 and alike[1] < 0.5


def test_the_name_of_an_authority_is_no_matter():
    assert compare("Leaders in Hove", "Hove has a pier")[1] == [1, 0]


def test_a_block_is_compared_by_itself():
    words = find_words(pl.Series(["pier", "supervision", "supervision and pier", "supervision"]))
    alike, shared = compare_wording(words, np.array([2]), 1, 4)
    assert alike.shape == (1, 3) and shared.tolist() == [[1, 2, 1]]
    assert alike[0, 1] == pytest.approx(1)
