"""Boosted trees of at most sixteen leaves, evaluated for many rows at once with numpy alone.

Each split is one comparison for all rows; it clears the bits of the leaves that it rules out. The lowest bit left is
the leaf. Source: Lucchese et al., QuickScorer: a fast algorithm to rank documents with additive ensembles of
regression trees, SIGIR 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
LEAVES = 16
_ALL = 2**LEAVES - 1
#: Rows at a time: with fewer, calls cost more than work; with more, the columns leave the processor's cache.
BLOCK = 32768
_LOWEST = np.array([(b & -b).bit_length() - 1 if b else 0 for b in range(_ALL + 1)], dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble for one or more outputs.

    Attributes:
        split_tree: (P,) which tree a split belongs to, in rising order.
        split_feature: (P,) which column it looks at.
        split_limit: (P,) rows above this limit go right.
        split_mask: (P,) leaves that stay for rows that go right.
        values: (T, 16) what a leaf adds.
        output: (T,) which output a tree adds to.
        base: (N,) what each output starts with.
    """

    split_tree: npt.NDArray[np.int16]
    split_feature: npt.NDArray[np.int16]
    split_limit: Floats
    split_mask: npt.NDArray[np.uint16]
    values: Floats
    output: npt.NDArray[np.int16]
    base: Floats

    def scores(self, features: Floats) -> Floats:
        """Returns the raw scores, (rows, outputs), of features (rows, columns)."""
        out = np.tile(self.base[:, None], (1, len(features))).astype(np.float32)
        ends = np.searchsorted(self.split_tree, np.arange(len(self.output)), side="right")
        for begin in range(0, len(features), BLOCK):
            part = slice(begin, begin + BLOCK)
            self._add_block(np.ascontiguousarray(features[part].T), ends, out[:, part])
        return out.T

    def _add_block(self, columns: Floats, ends: npt.NDArray[np.intp], out: Floats) -> None:
        """Adds what all trees say of one block of rows; columns is (columns, rows), out (outputs, rows)."""
        start = 0
        mask = np.empty(columns.shape[1], dtype=np.uint16)
        for tree, end in enumerate(ends):
            mask.fill(_ALL)
            for p in range(start, end):
                # not right gives all bits, right gives none: what is left of them are the leaves that stay
                right = (columns[self.split_feature[p]] > self.split_limit[p]).astype(np.uint16)
                np.subtract(right, 1, out=right)
                np.bitwise_or(right, self.split_mask[p], out=right)
                mask &= right
            out[self.output[tree]] += self.values[tree].take(_LOWEST.take(mask))
            start = end


def trees_of(model: Any) -> Trees:
    """Returns a fitted scikit-learn HistGradientBoostingClassifier (at most sixteen leaves, no categories) as Trees."""
    tree_no, feature, limit, masks, values, output = [], [], [], [], [], []
    number = 0
    for stage in model._predictors:
        for n, predictor in enumerate(stage):
            nodes = predictor.nodes
            leaves: list[float] = []
            splits: list[tuple[int, float, int]] = []
            _walk(nodes, 0, leaves, splits)
            if len(leaves) > LEAVES:
                raise ValueError(f"a tree has {len(leaves)} leaves; train with max_leaf_nodes={LEAVES}")
            for f, t, mask in splits:
                tree_no.append(number)
                feature.append(f)
                limit.append(t)
                masks.append(mask)
            values.append(leaves + [0.0] * (LEAVES - len(leaves)))
            output.append(n)
            number += 1
    return Trees(
        np.array(tree_no, dtype=np.int16), np.array(feature, dtype=np.int16), np.array(limit, dtype=np.float32),
        np.array(masks, dtype=np.uint16), np.array(values, dtype=np.float32), np.array(output, dtype=np.int16),
        np.asarray(model._baseline_prediction, dtype=np.float32).reshape(-1),
    )  # fmt: skip


def _walk(nodes: Any, at: int, leaves: list[float], splits: list[tuple[int, float, int]]) -> None:
    """Walks left before right; a split that goes right clears the leaves on its left."""
    node = nodes[at]
    if node["is_leaf"]:
        leaves.append(float(node["value"]))
        return
    before = len(leaves)
    place = len(splits)
    splits.append((0, 0.0, 0))
    _walk(nodes, int(node["left"]), leaves, splits)
    gone = sum(1 << leaf for leaf in range(before, len(leaves)))
    splits[place] = (int(node["feature_idx"]), float(node["num_threshold"]), _ALL & ~gone)
    _walk(nodes, int(node["right"]), leaves, splits)
