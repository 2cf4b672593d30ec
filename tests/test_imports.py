"""Everything runs one way, and starting the package loads no library."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_contracts_on_imports_hold():
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("library", ["polars", "altair", "pypdfium2", "selectolax", "papermill", "pandas"])
def test_starting_the_package_loads_no_library(library):
    code = f"import sys, ofsted_trends; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_is_its_verbs():
    import ofsted_trends

    for name in ofsted_trends.__all__:
        assert getattr(ofsted_trends, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        ofsted_trends.nothing  # noqa: B018


VERBS = ["ingest", "read_tables", "read_bundled_facts", "code_sentences", "render_report", "build_site"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_can_be_called_however_it_is_imported(verb):
    code = f"from ofsted_trends import {verb}; import sys; sys.exit(not callable({verb}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
