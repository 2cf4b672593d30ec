"""Versions that must go together, and the guard against a slow start."""

import subprocess
import sys

import altair as alt
import vl_convert

from ofsted_trends.charts.figure_html import VEGALITE_VERSION

SLOW = "rfc3987_syntax"


def test_altair_vl_convert_and_the_page_speak_one_version_of_vega_lite():
    """vl-convert drew with its newest version and Altair wrote another one: charts went missing from pages."""
    assert alt.SCHEMA_VERSION.startswith(f"v{VEGALITE_VERSION}.")
    assert VEGALITE_VERSION in vl_convert.get_vegalite_versions()


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_import_of_ours_compiles_the_grammars_of_rfc3987():
    """jsonschema compiles 35 grammars, a second in every process, where rfc3987_syntax can be imported."""
    imports = "import ofsted_trends.charts.figure, ofsted_trends.reports, papermill, nbconvert.exporters"
    assert run(f"{imports}; import sys; print(sys.modules.get('{SLOW}', 'absent'))") == "None"


def test_reports_start_without_altair_papermill_and_nbconvert():
    heavy = "import ofsted_trends.reports, sys; print([m for m in ('papermill', 'nbconvert') if m in sys.modules])"
    assert run(heavy) == "[]"


def test_importing_charts_changes_no_theme():
    code = "import altair as alt; b = alt.theme.active; import ofsted_trends.charts.style; print(alt.theme.active == b)"
    assert run(code) == "True"
