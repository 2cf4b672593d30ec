"""Pages that no notebook makes: the site's index, what changed, what failed. The same style and policy as reports."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any


def draw_plain_page(template: str, *, script: str = "", **values: Any) -> str:
    """Returns a page of the folder `templates/site`; the template escapes everything but what is marked safe.

    Args:
        template: its name.
        script: name of the script that the page carries; empty for none.
        values: what the template names.
    """
    import jinja2

    from ofsted_trends.reports.page import TEMPLATES, write_policy

    loader = jinja2.FileSystemLoader([TEMPLATES / "site"])
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    scripts = [_read(f"site/{script}")] if script else []
    css = "\n".join(_read(name) for name in ("report/report.css", "site/site.css"))
    page = environment.get_template(template)
    return page.render(css=css, policy=write_policy(scripts), scripts=scripts, **values)


def write_page(page: Path, words: str) -> Path:
    """Writes a page in one step; an earlier one stays until the new one is whole."""
    page.parent.mkdir(parents=True, exist_ok=True)
    partial = page.with_name(f".{page.name}.partial")
    partial.write_text(words, encoding="utf-8", newline="\n")
    partial.replace(page)
    return page


def _read(name: str) -> str:
    return (files("ofsted_trends.reports") / "templates" / name).read_text(encoding="utf-8").strip()
