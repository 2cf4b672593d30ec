"""Judgement timelines and themes over time, from inspection documents of children's services in England.

The package is its verbs:

    ingest              documents to the tables
    read_tables         the tables of a folder
    read_bundled_facts  the tables that come with the project, without sentences
    code_sentences      themes, stance and direction of sentences
    render_report       a notebook with parameters to one HTML file
    build_site          every authority's report, national and theme pages, downloads and news, as a static site
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ofsted_trends.coding import code_sentences
    from ofsted_trends.frame import read_bundled_facts, read_tables
    from ofsted_trends.ingestion import ingest
    from ofsted_trends.reports import render_report
    from ofsted_trends.reports.site import build_site

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "build_site",
    "code_sentences",
    "ingest",
    "read_bundled_facts",
    "read_tables",
    "render_report",
]

_HOMES = {
    "build_site": "ofsted_trends.reports.site",
    "code_sentences": "ofsted_trends.coding",
    "ingest": "ofsted_trends.ingestion",
    "read_bundled_facts": "ofsted_trends.frame",
    "read_tables": "ofsted_trends.frame",
    "render_report": "ofsted_trends.reports",
}


def __getattr__(name: str) -> Any:
    """Loads a verb when it is first asked for: starting the command line must not load every library."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
