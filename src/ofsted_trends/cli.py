"""The command line: one call a command; the only place that prints errors and exits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ofsted_trends import __version__
from ofsted_trends.errors import InputError, OfstedTrendsError

app = typer.Typer(
    name="ofsted-trends",
    help="Judgement timelines and themes over time, from inspection documents of children's services in England.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
)

Paths = Annotated[
    list[Path],
    typer.Argument(help="Documents, or folders of documents (PDF, text, HTML).", show_default=False),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables, file for a page.")]


@app.command()
def ingest(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the three tables.")] = Path("data/frame"),
    themes: Annotated[Path | None, typer.Option(help="TOML file with themes of your own.")] = None,
    corrections: Annotated[Path | None, typer.Option(help="CSV file with corrections of the coding.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Reading processes; one for each processor by default.")
    ] = None,
    max_pages: Annotated[int, typer.Option(min=1, help="A document with more pages is a problem, not read.")] = 400,
    max_megabytes: Annotated[int, typer.Option(min=1, help="A larger file is a problem, not read.")] = 60,
    max_seconds: Annotated[int, typer.Option(min=1, help="Reading one document is stopped after this time.")] = 60,
    max_memory: Annotated[int, typer.Option(min=256, help="Megabytes that one reading process may take.")] = 4096,
) -> None:
    """Read documents into the three tables; only what changed is read again.

    Example: `ofsted-trends ingest data/corpus --out data/frame`
    """
    from ofsted_trends.documents import Limits
    from ofsted_trends.ingest import ingest as run

    limits = Limits(max_pages, max_megabytes, max_seconds, max_memory)
    with _progress("Reading documents") as report:
        summary = run(
            paths,
            out,
            themes=themes,
            corrections=corrections,
            limits=limits,
            workers=workers,
            progress=report,
        )
    typer.echo(str(summary))


@app.command()
def facts(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the facts.")] = Path("data/facts"),
    frame: Annotated[Path, typer.Option(help="Folder for the full tables, with text.")] = Path("data/frame"),
) -> None:
    """Make the bundled facts: the tables without any document text, and their data card.

    Example: `ofsted-trends facts data/corpus --out data/facts`
    """
    from ofsted_trends.frame import read_tables
    from ofsted_trends.ingest import ingest as run
    from ofsted_trends.ingest.facts import write_facts

    with _progress("Reading documents") as report:
        summary = run(paths, frame, progress=report)
    write_facts(read_tables(frame), out)
    typer.echo(str(summary))
    typer.echo(f"Facts without text: {out}")


@app.command()
def render(
    notebook: Annotated[str, typer.Argument(help="Name of a notebook, such as authority_timeline.")],
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="key=value; may be given again.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="HTML file; reports/NAME.html by default.")] = None,
    static: Annotated[
        bool, typer.Option("--static", help="A page without scripts: smaller, charts as pictures.")
    ] = False,
) -> None:
    """Render one notebook to one HTML file with everything inside.

    Example: `ofsted-trends render authority_timeline -p authority=Sheffield --out reports/sheffield.html`
    """
    from ofsted_trends.ingest.naming import slug
    from ofsted_trends.registers.authorities import find_authority
    from ofsted_trends.reports import render_report

    parameters = _parse_parameters(parameter or [])
    name = slug(str(parameters.get("authority") or Path(notebook).stem))
    target = out or Path("reports") / f"{name}.html"
    with _status(f"Rendering {notebook}"):
        page = render_report(
            notebook,
            parameters,
            target,
            interactive=not static,
            checks={"authority": lambda v: find_authority(v).name},
        )
    typer.echo(f"{page} ({page.stat().st_size / 1000:,.0f} KB)")


@app.command()
def code(
    file: Annotated[Path, typer.Argument(help="JSON lines of {id, section, prev, text, next}.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="JSON lines of {id, finding, themes, direction}.")],
    themes: Annotated[Path | None, typer.Option(help="TOML file with themes of your own.")] = None,
) -> None:
    """Code sentences: finding or not, themes with their stance, direction.

    Example: `ofsted-trends code sentences.jsonl --out coded.jsonl`
    """
    from ofsted_trends.coding import code_file

    count = code_file(file, out, themes)
    typer.echo(f"{count if count is not None else 'all'} sentences coded: {out}")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="One sentence.")],
    section: Annotated[str, typer.Option(help="Heading under which it stands.")] = "",
    previous: Annotated[str, typer.Option(help="The sentence before it.")] = "",
    following: Annotated[str, typer.Option(help="The sentence after it.")] = "",
) -> None:
    """Show why a sentence is coded as it is: which rules fired, and where in its words.

    Example: `ofsted-trends explain "Supervision is regular, but its quality is too variable."`
    """
    from ofsted_trends.coding import explain_sentence

    typer.echo(str(explain_sentence(text, section, previous, following)))


@app.command()
def authorities(
    name: Annotated[str | None, typer.Argument(help="Part of a name; all by default.")] = None,
) -> None:
    """List the authorities that the register knows.

    Example: `ofsted-trends authorities york`
    """
    from ofsted_trends.registers.authorities import load_authorities, normalise_name

    wanted = normalise_name(name or "")
    rows = [
        [a.name, a.code, a.region, a.type, f"to {a.end}" if a.end else ""]
        for a in load_authorities()
        if any(wanted in normalise_name(form) for form in a.names)
    ]
    _print_table(["Authority", "Code", "Region", "Type", "Ended"], rows)


@app.command()
def themes(
    file: Annotated[
        Path | None, typer.Option("--themes", help="TOML file with themes of your own, checked and added.")
    ] = None,
) -> None:
    """List the themes of the register.

    Example: `ofsted-trends themes`
    """
    from ofsted_trends.registers.themes import load_themes

    _print_table(["Key", "Theme", "About"], [[t.key, t.label, t.definition] for t in load_themes(file)])


@app.command()
def frameworks() -> None:
    """List the inspection frameworks, when they ran and whether they grade.

    Example: `ofsted-trends frameworks`
    """
    from ofsted_trends.registers.frameworks import load_frameworks

    rows = [
        [
            f.key,
            f.label,
            str(f.start),
            str(f.end or "now"),
            "yes" if f.graded else "no",
            ", ".join(v for v, _ in f.versions),
        ]
        for f in load_frameworks().values()
    ]
    _print_table(["Key", "Framework", "From", "To", "Grades", "Versions"], rows)


@app.command()
def version() -> None:
    """Print the version.

    Example: `ofsted-trends version`
    """
    typer.echo(__version__)


def main() -> None:
    """Runs the command line; an error that a person can mend is printed without a traceback."""
    try:
        app()
    except OfstedTrendsError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _parse_parameters(pairs: list[str]) -> dict[str, object]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise InputError(f"parameter {', '.join(map(repr, wrong))}: write key=value, such as -p authority=Sheffield")
    return {key.strip(): value.strip() for key, value in (pair.split("=", 1) for pair in pairs)}


def _print_table(header: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        for row in [header, *rows]:
            typer.echo("\t".join(row))
        return
    table = Table(*header)
    for row in rows:
        table.add_row(*row)
    console.print(table)


@contextmanager
def _progress(title: str) -> Iterator[Any]:
    """Shows counts while it runs: a bar in a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():

        def log(done: int, total: int, source: str) -> None:
            if total == 0:
                typer.echo(source, err=True)
            elif done == total or done % 100 == 0:
                typer.echo(f"{title}: {done:,} of {total:,}", err=True)

        yield log
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def update(done: int, total: int, source: str) -> None:
            if total == 0:
                bar.console.print(source)
            else:
                bar.update(task, completed=done, total=total, description=f"{title}: {source[-40:]}")

        yield update


@contextmanager
def _status(title: str) -> Iterator[None]:
    if not sys.stderr.isatty():
        typer.echo(f"{title} …", err=True)
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(title):
        yield


if __name__ == "__main__":
    main()
