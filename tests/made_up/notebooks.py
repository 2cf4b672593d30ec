"""Small notebooks that tests write."""

from __future__ import annotations

from pathlib import Path

import nbformat

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
#: A cell that draws the smallest figure, cheaply: the finished figure, as plain data.
FIGURE = """
from ofsted_trends.charts.figure_html import FIGURE_MIME
from ofsted_trends.charts.tables import table_data
import polars as pl
from IPython.display import display

words = {key: f"{key} {PARAMETER}" for key in ("headline", "subtitle", "source", "alt_text")}
table = table_data(pl.DataFrame({"place": [PARAMETER]}))
drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text y="10">x</text></svg>'
figure = words | {"note": "", "table": table, "svg": drawing, "spec": None, "narrow_svg": None, "narrow_spec": None}
display({FIGURE_MIME: figure, "text/plain": "figure"}, raw=True)
"""


def write_notebook(
    folder: Path, name: str, *sources: str, parameters: str = 'authority: str = "Sheffield"\ncorpus: str = ""'
) -> str:
    """Writes a notebook of code cells behind a cell of parameters; returns where it is."""
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [first, *(nbformat.v4.new_code_cell(source) for source in sources)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
    return str(path)


def draw_cell(parameter: str = "authority") -> str:
    """Returns the source of a cell that draws a figure with the value of a parameter in its words."""
    return FIGURE.replace("PARAMETER", parameter)
