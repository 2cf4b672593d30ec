"""A network of one hidden layer, evaluated with numpy alone: it weighs all features at once, a tree looks at a few.

Source: Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
#: Features are cut off at this many standard deviations.
FAR = 6.0
#: The parts of a network that are kept in 16 bits.
HALVED = ("hidden", "hidden_base", "out", "base")


@dataclass(frozen=True, slots=True)
class Network:
    """A fitted network.

    Attributes:
        shift: (D,) the mean of each feature.
        spread: (D,) how far each feature lies about it.
        hidden: (D, H) what a feature adds to a hidden unit.
        hidden_base: (H,)
        out: (H, N) what a hidden unit adds to an output.
        base: (N,) what each output starts with.
    """

    shift: Floats
    spread: Floats
    hidden: Floats
    hidden_base: Floats
    out: Floats
    base: Floats

    def scores(self, features: Floats) -> Floats:
        """Returns the raw scores, (rows, N), of features (rows, D)."""
        units = standardise(features, self.shift, self.spread) @ self.hidden + self.hidden_base
        scores: Floats = np.maximum(units, 0, out=units) @ self.out + self.base
        return scores


def standardise(features: Floats, shift: Floats, spread: Floats) -> Floats:
    """Returns features about 0, each about as wide as the others."""
    out = np.subtract(features, shift, dtype=np.float32)
    out /= spread
    return np.clip(out, -FAR, FAR, out=out)


def network_of(model: Any, shift: Floats, spread: Floats) -> Network:
    """Returns a fitted scikit-learn MLPClassifier of one hidden layer, whose features were standardised, as Network."""
    (hidden, out), (hidden_base, base) = model.coefs_, model.intercepts_
    # rounded to what the file of weights keeps, so that training sees what is read back
    kept = [np.asarray(a, dtype=np.float16).astype(np.float32) for a in (hidden, hidden_base, out, base)]
    return Network(shift, spread, *kept)
