"""One notebook to one HTML file."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ofsted_trends.errors import InputError, RenderError
from ofsted_trends.reports.parameters import Check, check_parameters, find_notebook, find_parameters
from ofsted_trends.reports.partials import keep_partial
from ofsted_trends.reports.run import run_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode


def render_report(
    notebook: str,
    parameters: Mapping[str, object],
    out: Path,
    *,
    interactive: bool = True,
    checks: Mapping[str, Check] | None = None,
    tables: Path | None = None,
    timeout: float | None = None,
    home: str = "",
) -> Path:
    """Runs a notebook with its parameters and writes the page that it makes: one file, everything inside, no
    network.

    The page replaces an earlier one in one step, and only when it is whole. Where the notebook fails, the
    last good page stays, and the notebook as far as it ran is kept beside it as `NAME.failed.ipynb`. The same
    input gives the same bytes.

    Args:
        notebook: a name such as `authority_timeline`, or a path.
        parameters: by name; checked against the notebook's tagged cell before it runs.
        out: the HTML file; its folder is made.
        interactive: whether charts answer to the pointer (about 1 MB more) or the page has no script at all.
        checks: by parameter, a function that returns the canonical value or raises, such as one for
            `authority`.
        tables: a folder that all tables of the page are written into as well, as one workbook and as CSV.
        timeout: seconds that the notebook may take (where a kernel runs it, each of its cells); None for as long as
            it needs.

        home: link to the index of the site that the page belongs to, relative to the page; empty for none.

    Returns:
        The file that was written, as an absolute path.

    Raises:
        UnknownNameError: there is no such notebook.
        InputError: a parameter is unknown or refused, or `out` is a folder, or `tables` a file.
        RenderTimeoutError: the notebook was stopped.
        RenderError: a cell failed, or the notebook drew no figure or fewer than `notebooks.toml` expects of it.
    """
    path = find_notebook(notebook)
    settled = check_parameters(find_parameters(path), parameters, checks)
    out = out.expanduser().resolve()
    if out.is_dir():
        raise InputError(f"{out} is a folder; give the name of an HTML file")
    if tables and tables.expanduser().is_file():
        raise InputError(f"tables: {tables} is a file; give a folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    failed = failed_notebook(out)
    with tempfile.TemporaryDirectory(prefix=f".render-{out.stem}-", dir=out.parent) as scratch:
        ran = Path(scratch) / path.name
        done = run_notebook(path, ran, settled, failed, timeout)
        page = _write_page(done, path.stem, failed, interactive, tables, home)
        partial = Path(scratch) / out.name
        partial.write_text(page, encoding="utf-8", newline="\n")
        partial.replace(out)
    failed.unlink(missing_ok=True)
    return out


def failed_notebook(out: Path) -> Path:
    """Returns where the notebook of a report that failed is kept, as far as it ran."""
    return out.with_suffix(".failed.ipynb")


def scratch_folders(out: Path) -> list[Path]:
    """Returns what a report that was stopped left behind: folders with the notebook as far as it ran."""
    return sorted(out.parent.glob(f".render-{glob.escape(out.stem)}-????????"))


def _write_page(ran: NotebookNode, name: str, failed: Path, interactive: bool, tables: Path | None, home: str) -> str:
    """Returns the page of a notebook that ran, and writes its tables where a folder is given.

    Raises:
        RenderError: the notebook drew no figure, fewer than expected, or one without a drawing; the notebook is
            kept as `failed`.
    """
    from ofsted_trends.reports.notebooks import expect_figures
    from ofsted_trends.reports.page import export_page, export_tables

    try:
        expect_figures(ran, name)
        page = export_page(ran, interactive=interactive, home=home)
        if tables:
            export_tables(ran, tables.expanduser())
        return page
    except RenderError as error:
        keep_partial(ran, failed)
        raise RenderError(f"{error}. The notebook that ran: {failed}") from error
