import base64
import gzip
import hashlib
import json
import re

import nbformat
import pytest
from made_up.workbook import read_sheets

from ofsted_trends.charts.figure_html import FIGURE_MIME
from ofsted_trends.charts.tables import TABLES_MIME, table_entry
from ofsted_trends.errors import RenderError
from ofsted_trends.reports import vega
from ofsted_trends.reports.blocks import PAGE_MIME
from ofsted_trends.reports.page import export_page, export_tables, write_json, write_policy

FIGURE = {
    "headline": "A headline",
    "subtitle": "A subtitle",
    "source": "Ofsted",
    "note": "",
    "alt_text": "A picture",
    "table": {"columns": ["a"], "numeric": [True], "rows": [[1]]},
    "spec": {"mark": "point", "data": {"values": [{"a": "</script><script>alert(1)</script>"}]}},
    "svg": "<svg></svg>",
    "narrow_spec": None,
    "narrow_svg": None,
}


def notebook(*outputs, markdown="## First & last"):
    shown = [nbformat.v4.new_output("display_data", data) for data in outputs]
    cells = [
        nbformat.v4.new_code_cell("1 < 2", outputs=shown, metadata={"tags": ["contents"]}),
        nbformat.v4.new_markdown_cell(markdown),
    ]
    return nbformat.v4.new_notebook(cells=cells)


HEAD = {PAGE_MIME: {"title": "A <title>"}, "text/html": "<h1>A title</h1>"}


def test_a_page_has_language_title_skip_link_contents_and_code():
    page = export_page(notebook(HEAD, {FIGURE_MIME: FIGURE}), interactive=False)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "<title>A &lt;title&gt;</title>" in page
    assert '<a class="skip" href="#main">' in page and '<main id="main"' in page
    assert '<a href="#first-amp-last">First &amp; last</a>' in page
    assert '<h2 id="first-amp-last">' in page
    assert "<code>1 &lt; 2</code>" in page


def test_a_page_without_scripts_allows_none():
    page = export_page(notebook({FIGURE_MIME: FIGURE}), interactive=False)
    assert "<script" not in page and "script-src 'none'" in page


def test_scripts_run_only_by_their_hash(monkeypatch):
    monkeypatch.setattr("ofsted_trends.reports.page.load_vega", lambda: "var vega = 1 < 2;")
    page = export_page(notebook({FIGURE_MIME: FIGURE}))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page
    assert "script-src 'unsafe-inline'" not in page
    assert "alert(1)</script>" not in page


def test_the_drawing_library_is_carried_packed(monkeypatch):
    monkeypatch.setattr("ofsted_trends.reports.page.load_vega", lambda: "var vega = 1 < 2;")
    page = export_page(notebook({FIGURE_MIME: FIGURE}))
    packed = re.search(r'id="vega">([^<]+)<', page)
    assert packed
    assert gzip.decompress(base64.b64decode(packed[1])) == b"var vega = 1 < 2;"


def test_long_tables_of_details_are_left_to_the_command_line(tmp_path):
    rows = [[n, "x"] for n in range(2000)]
    long = table_entry("Long", {"columns": ["a", "b"], "numeric": [True, False], "rows": rows}, detail=True)
    made = notebook(HEAD, {FIGURE_MIME: FIGURE}, {TABLES_MIME: [long]})
    page = export_page(made, interactive=False)
    carried = re.search(r'download="a-title.xlsx" href="data:[^,]+,([^"]+)"', page)
    assert carried and "--tables FOLDER" in page
    assert "Table_2" not in read_sheets(base64.b64decode(carried[1]))
    written = export_tables(made, tmp_path / "new")
    assert [path.name for path in written] == ["a-title.xlsx", "a-title-table-1.csv", "a-title-table-2.csv"]
    assert len(read_sheets(written[0].read_bytes())["Table_2"]) > 2000


def test_printed_text_and_markdown_are_escaped():
    outputs = [{FIGURE_MIME: FIGURE}, {"text/plain": "<b>plain</b>"}, {"text/markdown": "# <b>md</b>"}]
    page = export_page(notebook(*outputs, markdown="## A\n\n<script>alert(1)</script>"), interactive=False)
    assert "&lt;b&gt;plain" in page and "<b>" not in page and "<script" not in page


def test_a_page_without_a_figure_is_refused():
    with pytest.raises(RenderError, match="drew no figure"):
        export_page(notebook(HEAD))


def test_a_figure_without_a_drawing_is_refused():
    with pytest.raises(RenderError, match=r"figure 1 \(A headline\) has no drawing"):
        export_page(notebook({FIGURE_MIME: FIGURE | {"svg": ""}}))


def test_json_cannot_leave_its_script():
    value = {"a": "</script><!--<script>"}
    assert "<" not in write_json(value) and json.loads(write_json(value)) == value


def test_the_policy_lets_nothing_in():
    policy = write_policy([])
    assert policy.startswith("default-src 'none'") and "http" not in policy


def test_vega_is_built_once_and_kept(tmp_path, monkeypatch):
    built = []

    def build(snippet, vl_version):
        built.append(vl_version)
        return "x = '</script>'\r\n"

    monkeypatch.setattr("vl_convert.javascript_bundle", build)
    assert vega.load_vega(tmp_path / "cache") == vega.load_vega(tmp_path / "cache") == "x = '<\\/script>'"
    assert len(built) == 1


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path, monkeypatch):
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda snippet, vl_version: "x")
    (tmp_path / "file").write_text("")
    assert vega.load_vega(tmp_path / "file" / "cache") == "x"
