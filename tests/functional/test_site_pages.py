"""The project's own site: which pages it has."""

from importlib.resources import files
from pathlib import Path

import pytest

from ofsted_trends.reports.notebooks import load_notebooks
from ofsted_trends.reports.parameters import check_parameters, find_notebook, find_parameters
from ofsted_trends.reports.sets import read_set

ROOT = Path(__file__).parents[2]
OWN = Path(str(files("ofsted_trends.reports.site") / "site.toml"))


def test_the_set_of_the_site_would_pass_as_an_analysts(tmp_path):
    """It is not checked when a site is built, to start quickly; so it is here."""
    jobs = read_set(OWN).jobs(tmp_path)
    paths = [job.out.relative_to(tmp_path).as_posix() for job in jobs]
    assert len(paths) == len(set(paths)) > 100
    assert "authorities/sheffield.html" in paths and "themes/supervision.html" in paths


def test_every_notebook_has_a_page_and_is_in_the_register():
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {entry.notebook for entry in read_set(OWN, trusted=True).entries} == notebooks
    assert set(load_notebooks()) == notebooks


@pytest.mark.parametrize("name", sorted(load_notebooks()))
def test_every_notebook_takes_a_folder_of_tables(name):
    """The site passes its own to all of them."""
    assert check_parameters(find_parameters(find_notebook(name)), {"corpus": "tables"})
