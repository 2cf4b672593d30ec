"""Notebooks to pages: `render`, and a site of them: `site`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ofsted_trends.cli.documents import Scheduler
from ofsted_trends.cli.progress import show_progress, show_status
from ofsted_trends.errors import InputError, RenderError

Force = Annotated[bool, typer.Option("--force", help="Render pages that are still right too.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Rendering processes; one for each processor by default.")]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds that one report may take.")]
Log = Annotated[Path | None, typer.Option(help="File for the log, a JSON object a line; beside the pages by default.")]


def render(
    notebook: Annotated[str, typer.Argument(help="Name of a notebook, such as authority_timeline.")] = "",
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="key=value; may be given again.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="HTML file, reports/NAME.html by default; with --set the folder."),
    ] = None,
    static: Annotated[
        bool, typer.Option("--static", help="A page without scripts: smaller, charts as pictures.")
    ] = False,
    tables: Annotated[
        Path | None,
        typer.Option("--tables", help="Folder: also write all tables there, as one workbook (xlsx) and as CSV."),
    ] = None,
    saved: Annotated[
        Path | None, typer.Option("--set", help="TOML file with a saved set of reports to render instead.")
    ] = None,
    force: Force = False,
    workers: Workers = None,
    timeout: Timeout = 600,
    log: Log = None,
    scheduler: Scheduler = "",
) -> None:
    """Render one notebook to one HTML file with everything inside, or what changed of a saved set.

    Example: `ofsted-trends render authority_timeline -p authority=Sheffield --out reports/sheffield.html`
    """
    if saved is not None:
        if notebook or parameter or static or tables:
            raise InputError(f"{saved} names notebooks and their parameters itself; give either it or these")
        _render_set(saved, out, force, workers, timeout, log, scheduler)
        return
    if not notebook:
        raise InputError("name a notebook, such as authority_timeline, or a saved set with --set")
    if scheduler:
        raise InputError("one report needs no cluster; --scheduler goes with --set")
    from ofsted_trends.ingestion.naming import slug
    from ofsted_trends.reports import render_report
    from ofsted_trends.reports.checks import CHECKS
    from ofsted_trends.reports.failures import drop_failure, write_failure_page

    parameters = _parse_parameters(parameter or [])
    stem, authority = Path(notebook).stem, str(parameters.get("authority") or "")
    name = slug(authority if authority and stem == "authority_timeline" else f"{stem} {authority}")
    target = out or Path("reports") / f"{name}.html"
    with show_status(f"Rendering {notebook}"):
        try:
            page = render_report(
                notebook,
                parameters,
                target,
                interactive=not static,
                checks=CHECKS,
                tables=tables,
                timeout=timeout,
            )
        except RenderError as error:
            write_failure_page(target, target.stem, "failed", str(error))
            raise
    drop_failure(page)
    typer.echo(f"{page} ({page.stat().st_size / 1000:,.0f} KB)")
    if tables:
        typer.echo(f"Tables: {tables}")


def site(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the site.")] = Path("site"),
    corpus: Annotated[str, typer.Option(help="Folder of tables that ingest wrote; the bundled facts by default.")] = "",
    place: Annotated[
        str, typer.Option(help="Only authorities of this place: a region, or names with semicolons between.")
    ] = "",
    base_url: Annotated[str, typer.Option(help="Web address of the site, for a feed that works from everywhere.")] = "",
    pages: Annotated[
        Path | None, typer.Option("--set", help="TOML file with a saved set of pages; the project's own by default.")
    ] = None,
    static: Annotated[bool, typer.Option("--static", help="Pages without scripts: a much smaller site.")] = False,
    force: Force = False,
    workers: Workers = None,
    timeout: Timeout = 600,
    log: Log = None,
    scheduler: Scheduler = "",
) -> None:
    """Build a site that works without a network: an index, every authority's page, downloads, news; only what changed.

    Example: `ofsted-trends site --out site`
    """
    from ofsted_trends.cli.summaries import show_build
    from ofsted_trends.reports.site import build_site
    from ofsted_trends.reports.trend_choice import read_place

    with show_progress("Rendering") as report:
        build = build_site(
            out,
            corpus=corpus,
            place=read_place(place) if place else "",
            base_url=base_url,
            pages=pages,
            static=static,
            force=force,
            workers=workers,
            timeout=timeout,
            log=log,
            scheduler=scheduler,
            progress=report,
        )
    show_build(build)


def _render_set(
    saved: Path,
    out: Path | None,
    force: bool,
    workers: int | None,
    timeout: float,
    log: Path | None,
    scheduler: str,
) -> None:
    from ofsted_trends.cli.summaries import show_build
    from ofsted_trends.reports.build import build_set
    from ofsted_trends.reports.sets import read_set

    chosen = read_set(saved)
    with show_progress("Rendering") as report:
        build = build_set(
            chosen,
            out or saved.resolve().parent,
            name=saved.stem,
            force=force,
            workers=workers,
            timeout=timeout,
            log=log,
            scheduler=scheduler,
            progress=report,
        )
    show_build(build)


def _parse_parameters(pairs: list[str]) -> dict[str, object]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise InputError(f"parameter {', '.join(map(repr, wrong))}: write key=value, such as -p authority=Sheffield")
    return {key.strip(): value.strip() for key, value in (pair.split("=", 1) for pair in pairs)}
