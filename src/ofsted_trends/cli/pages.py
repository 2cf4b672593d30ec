"""Notebooks to pages: `render`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ofsted_trends.cli.progress import show_status
from ofsted_trends.errors import InputError


def render(
    notebook: Annotated[str, typer.Argument(help="Name of a notebook, such as authority_timeline.")],
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="key=value; may be given again.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="HTML file; reports/NAME.html by default.")] = None,
    static: Annotated[
        bool, typer.Option("--static", help="A page without scripts: smaller, charts as pictures.")
    ] = False,
    tables: Annotated[
        Path | None,
        typer.Option("--tables", help="Folder: also write all tables there, as one workbook (xlsx) and as CSV."),
    ] = None,
) -> None:
    """Render one notebook to one HTML file with everything inside.

    Example: `ofsted-trends render authority_timeline -p authority=Sheffield --out reports/sheffield.html`
    """
    from ofsted_trends.ingestion.naming import slug
    from ofsted_trends.reports import render_report
    from ofsted_trends.reports.checks import CHECKS

    parameters = _parse_parameters(parameter or [])
    name = slug(str(parameters.get("authority") or Path(notebook).stem))
    target = out or Path("reports") / f"{name}.html"
    with show_status(f"Rendering {notebook}"):
        page = render_report(
            notebook,
            parameters,
            target,
            interactive=not static,
            checks=CHECKS,
            tables=tables,
        )
    typer.echo(f"{page} ({page.stat().st_size / 1000:,.0f} KB)")
    if tables:
        typer.echo(f"Tables: {tables}")


def _parse_parameters(pairs: list[str]) -> dict[str, object]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise InputError(f"parameter {', '.join(map(repr, wrong))}: write key=value, such as -p authority=Sheffield")
    return {key.strip(): value.strip() for key, value in (pair.split("=", 1) for pair in pairs)}
