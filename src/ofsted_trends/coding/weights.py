"""The learned weights that ship with the package: one small compressed file, read once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.network import HALVED, Network
from ofsted_trends.coding.trees import Trees
from ofsted_trends.errors import RegisterError

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
FILE = "weights.npz"
STANCES = ("strength", "concern", "mixed", "neutral")
DIRECTIONS = ("none", "improving", "unchanged", "declining")
#: What the second table of words says of a sentence: judged good, judged bad, both again without cues, and so on.
WAYS = ("good", "bad", "good_words", "bad_words", "finding", "improving", "persisting", "mixed", "neutral")

_NESTED = {"Trees": Trees, "Network": Network}


@dataclass(frozen=True, slots=True)
class Weights:
    """What training leaves behind.

    Attributes:
        version: names the weights in `method`.
        themes: (K,) the theme keys that the weights know, in order.
        cues: (Q,) the cue keys, in order.
        forms: (F,) every known word form.
        numbers: (F,) the vocabulary number of each form, -1 for marks.
        rarity: (V,) log of sentences over sentences with the word.
        about_words: (V, K) what a word says for a theme.
        about_pairs: (B, K) what a pair of words says for a theme.
        pairs: (B,) known pairs as first number times V plus second number, in rising order.
        about_rules: (K, K) what the rule of one theme says for another.
        about_base: (K,).
        way_words: (2V, N) what a word, plain or negated, says for each of `WAYS`.
        way_pairs: (B, N).
        way_first: (V, N) what the first word says.
        way_cues: (Q, N).
        way_base: (N,).
        prior: (K, 5) how common a theme is (log odds), and the shares of its stances.
        sentence_network: log odds of each theme, averaged with those of the trees, and of a finding, averaged with
            those of the tables.
        theme_trees: one output, the log odds of a theme.
        stance_network: log odds of each stance.
        stance_trees: an output per stance.
        direction_trees: an output per direction.
        limits: (K,) a theme is given where its chance is above.
        finding_limit: (1,) a sentence is a finding where the mean of its two log odds is above.
    """

    version: str
    themes: tuple[str, ...]
    cues: tuple[str, ...]
    forms: tuple[str, ...]
    numbers: Ints
    rarity: Floats
    about_words: Floats
    about_pairs: Floats
    pairs: npt.NDArray[np.int64]
    about_rules: Floats
    about_base: Floats
    way_words: Floats
    way_pairs: Floats
    way_first: Floats
    way_cues: Floats
    way_base: Floats
    prior: Floats
    sentence_network: Network
    theme_trees: Trees
    stance_network: Network
    stance_trees: Trees
    direction_trees: Trees
    limits: Floats
    finding_limit: Floats

    @property
    def words(self) -> pl.Enum:
        """The known forms as a polars type that numbers them."""
        return pl.Enum(list(self.forms))


def write_weights(weights: Weights, path: Path) -> None:
    """Writes weights to a compressed file: large tables as 8-bit numbers, a scale a column; networks in 16 bits."""
    data: dict[str, Any] = {}
    for f in fields(Weights):
        value = getattr(weights, f.name)
        if isinstance(value, (Trees, Network)):
            halved = HALVED if isinstance(value, Network) else ()
            for g in fields(value):
                part = getattr(value, g.name)
                data[f"{f.name}.{g.name}"] = part.astype(np.float16) if g.name in halved else part
        elif isinstance(value, str):
            data[f.name] = np.frombuffer(value.encode(), dtype=np.uint8)
        elif isinstance(value, tuple):
            data[f.name] = np.frombuffer("\n".join(value).encode(), dtype=np.uint8)
        elif value.ndim == 2 and value.size > 20_000:
            data[f.name], data[f"{f.name}.scale"] = pack_table(value)
        else:
            data[f.name] = value
    np.savez_compressed(path, **data)


def pack_table(table: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Returns a table as 8-bit numbers and the scale of each column.

    >>> pack_table(np.array([[1.0], [-2.0]], dtype=np.float32))[0].ravel().tolist()
    [64, -127]
    """
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9).astype(np.float32) / 127
    return np.round(table / scale).astype(np.int8), scale


def read_weights(path: Path) -> Weights:
    """Returns the weights of a file that `write_weights` wrote.

    Raises:
        RegisterError: the file is not a file of weights.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            return Weights(**{f.name: _field(data, f.name, _NESTED.get(str(f.type))) for f in fields(Weights)})
    except (OSError, KeyError, ValueError) as error:
        raise RegisterError(
            f"{path}: not a file of weights ({error}); make it with `python -m ofsted_trends.coding.train`"
        ) from error


def _field(data: Any, name: str, nested: Any) -> Any:
    """One field of Weights from the file."""
    if nested:
        parts = {g.name: data[f"{name}.{g.name}"] for g in fields(nested)}
        return nested(**{k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in parts.items()})
    if f"{name}.scale" in data:
        return data[name].astype(np.float32) * data[f"{name}.scale"]
    if name in ("version", "themes", "cues", "forms"):
        text = bytes(data[name]).decode()
        return text if name == "version" else tuple(text.split("\n"))
    return data[name]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Returns the weights that ship with the package."""
    return read_weights(Path(str(files("ofsted_trends.coding").joinpath(FILE))))
