import runpy
from pathlib import Path

import pytest

DRAWN = runpy.run_path(str(Path(__file__).with_name("drawn.py")))


@pytest.fixture
def draw_tables():
    return DRAWN["draw_tables"]
