"""What every test may ask for: the made-up documents' drawing (package `made_up`) and the shared corpus."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
# reading processes that a test starts must find the package, installed or not
os.environ["PYTHONPATH"] = os.pathsep.join(p for p in (str(HERE.parent / "src"), os.environ.get("PYTHONPATH")) if p)

SHARED = HERE.parents[1] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder with the shared corpus and people's readings of it, beside the project."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"the shared corpus is not at {SHARED / 'corpus'}")
    return SHARED
