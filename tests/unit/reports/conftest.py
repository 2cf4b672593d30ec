import runpy
from pathlib import Path

import pytest

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "measures" / "drawn.py"))


@pytest.fixture
def draw_tables():
    return DRAWN["draw_tables"]
