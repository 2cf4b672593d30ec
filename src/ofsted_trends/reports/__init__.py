"""Notebooks to pages: the only importer of papermill and nbconvert.

`ofsted_trends.charts` is imported first, because it holds the guard against a slow start.
"""

import ofsted_trends.charts  # noqa: F401
from ofsted_trends.reports.parameters import find_notebook
from ofsted_trends.reports.render import render_report

__all__ = ["find_notebook", "render_report"]
