from __future__ import annotations

import numpy as np
import pytest

from ofsted_trends.coding.trees import Trees, trees_of


def test_the_leaf_is_found_by_clearing_bits() -> None:
    """One tree: column 0 above 1 goes right; on the right, column 1 above 2 goes right again."""
    trees = Trees(
        np.array([0, 0], dtype=np.int16), np.array([0, 1], dtype=np.int16), np.array([1, 2], dtype=np.float32),
        np.array([65535 & ~1, 65535 & ~2], dtype=np.uint16), np.array([[10, 20, 30] + 13 * [0]], dtype=np.float32),
        np.array([0], dtype=np.int16), np.array([1], dtype=np.float32),
    )  # fmt: skip
    rows = np.array([[0, 0], [0, 9], [5, 0], [5, 9]], dtype=np.float32)
    assert trees.scores(rows)[:, 0].tolist() == [11, 11, 21, 31]


@pytest.mark.parametrize(("classes", "leaves"), [(2, 8), (4, 8), (2, 16), (4, 16)])
def test_scores_are_those_of_the_trained_model(classes: int, leaves: int) -> None:
    ensemble = pytest.importorskip("sklearn.ensemble", reason="scikit-learn is needed for training only")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(600, 5)).astype(np.float32)
    y = np.digitize(x[:, 0] + x[:, 1] * x[:, 2], np.quantile(x[:, 0], np.arange(1, classes) / classes))
    model = ensemble.HistGradientBoostingClassifier(
        max_iter=12, max_leaf_nodes=leaves, min_samples_leaf=5, early_stopping=False, random_state=0
    ).fit(x, y)
    raw = model._raw_predict(x)
    assert np.allclose(trees_of(model).scores(x), raw, atol=1e-3)
