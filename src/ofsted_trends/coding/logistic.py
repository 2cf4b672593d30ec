"""Many logistic regressions on the same sentences, fitted at once. For training only."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
ROUNDS = 150
#: The base of a target that is hardly ever (or nearly always) met, whatever the sentence.
CERTAIN = 6.0


def fit_logistic(
    shared: Any, dense: Floats, targets: npt.NDArray[np.int8], weight: Floats, own: Floats | None = None
) -> tuple[Floats, Floats]:
    """Returns coefficients (columns of `shared`, then of `dense`; N) and bases (N,) of N ridge regressions.

    All N are minimised together, since a product with a table of N columns costs little more than with one.

    Args:
        shared: (R, F) sparse features.
        dense: (R, D) further features.
        targets: (R, N) 0 or 1; a column with fewer than two of either is not fitted.
        weight: (R, N) how much each row counts for each target.
        own: (F, N) how freely each feature fits for each target, 1 where None; the coefficients come back with it.

    Source: Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989.
    """
    optimize = import_module("scipy.optimize")
    number = targets.shape[1]
    columns, more = shared.shape[1], dense.shape[1]
    x, x_back = shared.astype(np.float32).tocsr(), shared.astype(np.float32).T.tocsr()
    y = targets.astype(np.float32)
    counted = (weight > 0).astype(np.float32)
    met = (y * counted).sum(axis=0)
    rare = np.minimum(met, counted.sum(axis=0) - met) < 2
    size = (columns + more + 1, number)

    def loss(flat: Any) -> tuple[float, Any]:
        table = flat.reshape(size).astype(np.float32)
        some = table[:columns] if own is None else table[:columns] * own
        score = x @ some + dense @ table[columns:-1] + table[-1]
        chance = 1 / (1 + np.exp(-score))
        value = float((weight * (np.logaddexp(0, score) - y * score)).sum()) + 0.5 * float((table[:-1] ** 2).sum())
        slope = weight * (chance - y)
        first = x_back @ slope
        gradient = np.concatenate([first if own is None else first * own, dense.T @ slope, slope.sum(axis=0)[None]])
        gradient[:-1] += table[:-1]
        gradient[:, rare] = 0
        return value, gradient.astype(np.float64).ravel()

    found = optimize.minimize(
        loss, np.zeros(size).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 8}
    )
    table = found.x.reshape(size).astype(np.float32)
    table[:, rare] = 0
    base = np.where(rare, np.where(met * 2 < counted.sum(axis=0), -CERTAIN, CERTAIN), table[-1])
    if own is not None:
        table[:columns] *= own
    return table[:-1], base.astype(np.float32)
