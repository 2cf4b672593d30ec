"""A notebook that ran becomes one HTML page, through nbconvert and the project's own template.

nbconvert's own HTML exporter is not used: it puts the page through BeautifulSoup, which changes scripts and
their hashes, and its templates escape nothing by themselves. Here the template escapes everything, and what
is marked safe is made by `ofsted_trends.charts` and `ofsted_trends.reports.blocks`, which escape every word
of a document.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ofsted_trends.charts.downloads import link_file, name_file, write_csv
from ofsted_trends.charts.figure_html import FIGURE_MIME, figure_html
from ofsted_trends.charts.tables import TABLES_MIME, table_entry
from ofsted_trends.errors import RenderError
from ofsted_trends.reports.blocks import PAGE_MIME
from ofsted_trends.reports.vega import load_vega
from ofsted_trends.reports.workbook import Cover, write_workbook

TEMPLATES = Path(str(files("ofsted_trends.reports") / "templates"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCRIPTS = ["filter.js", "marks.js", "choose.js", "save.js", "charts.js"]
#: The largest workbook that a page carries, in bytes.
MOST_WORKBOOK = 200_000
#: The largest table of details in it, in cells, with scripts and without: cells take time and room.
MOST_CELLS, MOST_STILL_CELLS = 3_000, 300
LEFT_OUT = (
    "<span>The longest tables are not in it; to have them as files: "
    "<code>ofsted-trends render … --tables FOLDER</code></span>"
)
TOO_LARGE = "For all tables as a workbook and as CSV: <code>ofsted-trends render … --tables FOLDER</code>."
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
#: The parameter that is a folder, as papermill writes it: a page names it, and not where it is on the maker's machine.
_FOLDER = re.compile(r"""^(corpus = ["'])[^"'\n]*[/\\]([^"'/\\\n]+["']$)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a page, in order.

    Attributes:
        kind: `markup` that the project made, or `text` that is escaped.
        words: the piece itself.
        contents: whether the table of contents follows.
    """

    kind: str
    words: str
    contents: bool = False


@dataclass(slots=True)
class Page:
    """What the template draws.

    Attributes:
        title: of the document.
        parts: what is shown, in order.
        contents: anchor and words of each second-level heading.
        specs: Vega-Lite specification and text alternative by the id of the element that the chart is drawn
            into.
        code: source of each code cell.
        intro, about: what the cover of the workbook says of the page, and of how it was made.
        tables: of the figures and blocks, in order, as `table_entry` gives them.
        workbook: the link to the workbook that holds them, or words on where to get it.
        home: link to the index of the page's site; empty for none.
        css, policy, scripts, data, vega: what stands in the head and at the end; `vega` is packed.
    """

    title: str = ""
    parts: list[Part] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    specs: dict[str, dict[str, Any]] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)
    intro: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    workbook: str = ""
    home: str = ""
    css: str = ""
    policy: str = ""
    scripts: list[str] = field(default_factory=list)
    data: str = ""
    vega: str = ""

    @property
    def cover(self) -> Cover:
        """Returns what the cover of the workbook says."""
        return Cover(self.title, self.intro, self.about)


class PageExporter(TemplateExporter):  # type: ignore[misc]
    """nbconvert's exporter with the template `report`, which escapes by itself."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.autoescape = True
        return environment


def export_page(notebook: nbformat.NotebookNode, *, interactive: bool = True, home: str = "") -> str:
    """Returns the page of a notebook that ran; the notebook is left as it is.

    Args:
        notebook: a notebook node, version 4.
        interactive: whether the page carries Vega-Lite, and scripts at all.
        home: link to the index of the site that the page belongs to, relative to the page; empty for none.

    Raises:
        RenderError: no figure was drawn, or one is empty.
    """
    page = read_page(notebook)
    page.home = home
    page.css = _template("report.css")
    page.workbook = _offer_workbook(page, MOST_CELLS if interactive else MOST_STILL_CELLS)
    if interactive:
        page.data = write_json(page.specs)
        page.vega = pack(load_vega())
        page.scripts = [_template(name) for name in SCRIPTS]
    page.policy = write_policy(page.scripts)
    # the template draws the page alone; `from_notebook_node` would copy it, and the whole notebook
    return str(_exporter().template.render(resources={"page": page}))


def export_tables(notebook: nbformat.NotebookNode, folder: Path) -> list[Path]:
    """Writes the tables of a notebook that ran: one workbook with all of them, and each as CSV.

    Args:
        notebook: a notebook node, version 4.
        folder: is made; files of the same names in it are replaced.

    Returns:
        The files, the workbook first.

    Raises:
        RenderError: no figure was drawn, or one is empty.
    """
    page = read_page(notebook)
    folder.mkdir(parents=True, exist_ok=True)
    workbook = folder / f"{name_file([page.title])}.xlsx"
    workbook.write_bytes(write_workbook(page.cover, page.tables))
    written = [workbook]
    for number, entry in enumerate(page.tables, 1):
        path = folder / f"{name_file([page.title, f'table-{number}'])}.csv"
        path.write_text(write_csv(entry["table"]), encoding="utf-8-sig", newline="")
        written.append(path)
    return written


def _offer_workbook(page: Page, most: int) -> str:
    """Returns the link to the workbook, without the tables of details that have more than `most` cells."""
    tables = [e for e in page.tables if not e["detail"] or len(e["table"]["rows"]) * len(e["table"]["columns"]) <= most]
    content = write_workbook(page.cover, tables)
    if len(content) > MOST_WORKBOOK:
        return TOO_LARGE
    words = f"Download all tables as an accessible workbook (xlsx, {max(round(len(content) / 1000), 1)} KB)"
    left = LEFT_OUT if len(tables) < len(page.tables) else ""
    return link_file(content, XLSX, f"{name_file([page.title])}.xlsx", words) + left


@cache
def _exporter() -> PageExporter:
    return PageExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])


@lru_cache(maxsize=2)
def pack(script: str) -> str:
    """Returns a script as gzip in base64, half its size; the page unpacks it. The same script gives the same words."""
    return base64.b64encode(gzip.compress(script.encode(), compresslevel=9, mtime=0)).decode()


def _template(name: str) -> str:
    return (TEMPLATES / "report" / name).read_text(encoding="utf-8").strip()


def read_page(notebook: nbformat.NotebookNode) -> Page:
    """Returns the parts of a page: Markdown cells, figures, blocks, printed text; errors and warnings are no
    part of it.

    Raises:
        RenderError: no figure was drawn, or one is empty.
    """
    page = Page()
    figures = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            page.parts.append(Part("markup", _render_markdown(cell.source, page.contents)))
        if cell.cell_type != "code":
            continue
        page.code.append(_FOLDER.sub(r"\1\2", cell.source))
        with_contents = "contents" in cell.metadata.get("tags", [])
        for output in cell.outputs:
            data = output.get("data", {})
            told = data.get(PAGE_MIME, {})
            page.title = page.title or told.get("title", "")
            page.intro += [told["lede"]] if told.get("lede") else []
            page.about += told.get("about", [])
            page.tables += data.get(TABLES_MIME, [])
            if FIGURE_MIME in data:
                figures += 1
                page.parts.append(_figure_part(data[FIGURE_MIME], figures, page))
            elif "text/html" in data:
                page.parts.append(Part("markup", data["text/html"], with_contents))
            elif "text/plain" in data or output.get("name") == "stdout":
                page.parts.append(Part("text", data.get("text/plain") or output.text))
    if not figures:
        raise RenderError("the notebook drew no figure")
    page.title = page.title or "Report"
    return page


def _figure_part(figure: dict[str, Any], number: int, page: Page) -> Part:
    if "<svg" not in figure["svg"]:
        raise RenderError(f"figure {number} ({figure['headline']}) has no drawing")
    name = f"figure-{number}"
    for place, spec in ((f"{name}-chart", figure["spec"]), (f"{name}-narrow-chart", figure["narrow_spec"])):
        if spec:
            page.specs[place] = {"spec": spec, "label": figure["alt_text"]}
    data = figure.get("data") or figure["table"]
    words = {part: figure[part] for part in ("subtitle", "source", "note")}
    page.tables.append(table_entry(figure["headline"], data, **words))
    return Part("markup", figure_html(figure, name, name_file([page.title, name])))


def _render_markdown(source: str, contents: list[tuple[str, str]]) -> str:
    """Returns a Markdown cell as HTML, HTML within it escaped; its second-level headings go to the
    contents."""

    def anchor(match: re.Match[str]) -> str:
        words = _TAG.sub("", match[1])
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        contents.append((name, words))
        return f'<h2 id="{name}">{match[1]}</h2>'

    rendered = MarkdownWithMath(renderer=IPythonRenderer(escape=True, exclude_anchor_links=True)).render(source)
    return _HEADING.sub(anchor, rendered).strip()


def write_json(value: object) -> str:
    """Returns JSON that cannot leave the script element that it stands in.

    >>> write_json({"a": "</script><!--"})
    '{"a":"\\\\u003c/script>\\\\u003c!--"}'
    """
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def write_policy(scripts: list[str]) -> str:
    """Returns the content security policy: nothing is fetched, and no script runs but the page's own, by its
    hash.

    `unsafe-eval` is what Vega needs to compile its expressions; a page without scripts does without.
    """
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() + "'" for s in scripts]
    allowed = " ".join([*hashes, "'unsafe-eval'"]) if scripts else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
