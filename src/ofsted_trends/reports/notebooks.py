"""How many figures a report must have: a notebook that ran without its charts has failed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ofsted_trends.charts.figure_html import FIGURE_MIME
from ofsted_trends.errors import RenderError


@cache
def load_notebooks() -> dict[str, dict[str, Any]]:
    """Returns what is known of notebooks, by name: `figures`, `rows`; the register `notebooks.toml` says what they
    mean."""
    register = files("ofsted_trends.reports") / "notebooks.toml"
    return tomllib.loads(register.read_text(encoding="utf-8"))


def expect_figures(notebook: Any, name: str) -> None:
    """Checks that a notebook that ran drew its figures.

    Args:
        notebook: a notebook node, version 4.
        name: of the notebook, such as `authority_timeline`.

    Raises:
        RenderError: it drew fewer than expected.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = sum(FIGURE_MIME in output.get("data", {}) for output in outputs)
    least = load_notebooks().get(name, {}).get("figures", 1)
    if drawn < least:
        what = "no figure" if drawn == 0 else f"{drawn} figure{'s' if drawn > 1 else ''}"
        raise RenderError(f"the notebook drew {what}; at least {least} were expected")
