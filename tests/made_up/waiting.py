"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Returns once something is true; fails where that takes too long."""
    late = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < late, "waited in vain"
        time.sleep(0.05)
