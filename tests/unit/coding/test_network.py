from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ofsted_trends.coding.network import network_of, standardise
from ofsted_trends.coding.weights import load_weights, read_weights, write_weights

pytestmark = pytest.mark.filterwarnings("ignore:Stochastic Optimizer")


def test_a_network_says_what_scikit_learn_says() -> None:
    model_of = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is needed for training only")
    x = np.random.default_rng(0).normal(size=(400, 5)).astype(np.float32)
    y = np.stack([x[:, 0] * x[:, 1] > 0, x[:, 2] > 0.5], axis=1).astype(int)  # the first is nothing for a straight line
    shift, spread = x.mean(axis=0), x.std(axis=0)
    model = model_of.MLPClassifier(16, max_iter=200, learning_rate_init=0.01, random_state=0)
    model.fit(standardise(x, shift, spread), y)
    chance = 1 / (1 + np.exp(-network_of(model, shift, spread).scores(x)))
    assert np.abs(chance - model.predict_proba(standardise(x, shift, spread))).max() < 0.01
    assert ((chance > 0.5) == y).mean() > 0.95


def test_a_feature_far_off_the_others_does_not_decide_alone() -> None:
    x = np.array([[0.0], [1e6]], dtype=np.float32)
    assert standardise(x, np.zeros(1, np.float32), np.ones(1, np.float32)).ravel().tolist() == [0.0, 6.0]


def test_a_network_is_read_back_from_the_file_as_it_was_fitted(tmp_path: Path) -> None:
    model_of = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is needed for training only")
    x = np.random.default_rng(1).normal(size=(200, 40)).astype(np.float32)
    model = model_of.MLPClassifier(600, max_iter=3, n_iter_no_change=3, random_state=0).fit(x, x[:, :2] > 0)
    fitted = network_of(model, x.mean(axis=0), x.std(axis=0))
    write_weights(replace(load_weights(), sentence_network=fitted), tmp_path / "copy.npz")
    again = read_weights(tmp_path / "copy.npz")
    assert np.array_equal(again.sentence_network.scores(x), fitted.scores(x))
    assert again.stance_network.base.shape == (4,)
