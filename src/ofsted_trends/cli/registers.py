"""What the registers know: `authorities`, `themes`, `frameworks`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    print_table(["Authority", "Code", "Region", "Type", "Ended"], rows)


def themes(
    file: Annotated[
        Path | None, typer.Option("--themes", help="TOML file with themes of your own, checked and added.")
    ] = None,
) -> None:
    """List the themes of the register.

    Example: `ofsted-trends themes`
    """
    from ofsted_trends.registers.themes import load_themes

    print_table(["Key", "Theme", "About"], [[t.key, t.label, t.definition] for t in load_themes(file)])


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
    print_table(["Key", "Framework", "From", "To", "Grades", "Versions"], rows)


def print_table(header: list[str], rows: list[list[str]]) -> None:
    """Prints rows: aligned in a terminal, parted by tabs elsewhere."""
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
