"""Notebooks run in a fork of a warm process or in a kernel: the same page, nothing left over, every end is told."""

import re
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import polars as pl
import psutil
import pytest
from made_up.notebooks import draw_cell, write_notebook
from made_up.waiting import wait_until

from ofsted_trends.errors import InputError, RenderError, RenderTimeoutError
from ofsted_trends.reports import fork_engine, render_report, run
from ofsted_trends.reports.run import choose_engine, run_notebook

pytestmark = pytest.mark.skipif(not fork_engine.can_fork(), reason="this system cannot fork safely")
ENGINES = ["fork", "kernel"]
#: Everything that a cell may put out.
SHOWS = [
    "print('one'); print('two'); 1 + 1",
    "import sys; print('warned', file=sys.stderr); 'value';",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>bold</b>')); 'after'",
    "shown = display('early', display_id='d'); shown.update('late')",
    "from IPython.display import clear_output\nprint('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); print('stays too')",
    "import asyncio\nawait asyncio.sleep(0)\n_ = 1",
    "__name__, get_ipython() is not None, In[1][:9], sys.path",
    "import altair as alt\nalt.Chart({'values': []}).mark_point().to_dict()['mark']",
]
#: A process that is gone when its drawing comes.
DIES_DRAWING = """
import os, threading
from ofsted_trends.charts.drawing import draw
threading.Timer(0.5, os._exit, [4]).start()
while True:
    draw({"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}})
"""
#: Everything that a notebook could leave behind for the next one.
LEAVES = """
import builtins, decimal, gc, locale, logging, os, random, sys, threading, time, warnings
from pathlib import Path
import altair as alt, numpy as np, polars as pl
from ofsted_trends.charts import style
from ofsted_trends.registers import themes
leftover = 1
builtins.leftover = 1
style.LEFTOVER = 1
themes.load_themes = None
os.environ["LEFTOVER"] = "1"
os.umask(0o777)
Path("elsewhere").mkdir(exist_ok=True)
os.chdir("elsewhere")
sys.path.append("leftover")
sys.modules["leftover"] = sys
warnings.simplefilter("error")
logging.basicConfig(level=1)
decimal.getcontext().prec = 3
pl.Config.set_tbl_rows(1)
alt.theme.enable("dark")
get_ipython().display_formatter.formatters["text/plain"].for_type(int, lambda *_: "leftover")
threading.Thread(target=time.sleep, args=(600,)).start()
pl.DataFrame({"a": [2, 1]}).sort("a").lazy().collect()
"""
LOOKS = """
import builtins, decimal, logging, os, sys, threading, warnings
import altair as alt, polars as pl
from ofsted_trends.charts import style
from ofsted_trends.registers import themes
state = [
    "leftover" in globals(), hasattr(builtins, "leftover"), hasattr(style, "LEFTOVER"), themes.load_themes is None,
    os.environ.get("LEFTOVER"), os.umask(0o022), os.getcwd(), sys.path, "leftover" in sys.modules, warnings.filters,
    logging.getLogger().level, decimal.getcontext().prec, pl.Config.state()["POLARS_FMT_MAX_ROWS"], alt.theme.active,
    threading.active_count(), len(In), gc.isenabled() if "gc" in globals() else None, sorted(os.environ),
]
print(state)
7
"""


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch):
    monkeypatch.setenv("OFSTED_TRENDS_ENGINE", request.param)
    return request.param


def outputs_of(folder, *sources):
    notebook = Path(write_notebook(folder, "shows", *sources))
    ran = run_notebook(notebook, folder / "ran.ipynb", {}, folder / "failed.ipynb")
    return [(cell.execution_count, cell.outputs) for cell in ran.cells]


def test_a_fork_puts_out_what_a_kernel_does(tmp_path, monkeypatch):
    told = {}
    for engine in ENGINES:
        monkeypatch.setenv("OFSTED_TRENDS_ENGINE", engine)
        told[engine] = outputs_of(tmp_path, *SHOWS)
    assert told["fork"] == told["kernel"]
    assert "late" in str(told["fork"]) and "gone" not in str(told["fork"])


def test_the_page_has_the_same_bytes(tmp_path, monkeypatch):
    notebook = write_notebook(tmp_path, "page", draw_cell(), *SHOWS[:3])
    pages = []
    for engine in ENGINES:
        monkeypatch.setenv("OFSTED_TRENDS_ENGINE", engine)
        pages.append(render_report(notebook, {"authority": "Leeds"}, tmp_path / f"{engine}.html").read_bytes())
    assert pages[0] == pages[1]


def test_without_a_fork_the_kernel_makes_the_same_page(tmp_path, monkeypatch):
    notebook = write_notebook(tmp_path, "page", draw_cell())
    forked = render_report(notebook, {}, tmp_path / "forked.html")
    monkeypatch.setattr(fork_engine, "can_fork", lambda: False)
    assert choose_engine() == "kernel"
    assert render_report(notebook, {}, tmp_path / "other.html").read_bytes() == forked.read_bytes()


def test_nothing_is_left_for_the_next_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    looks = write_notebook(tmp_path, "looks", draw_cell(), LOOKS)
    before = render_report(looks, {}, tmp_path / "before.html").read_bytes()
    server = fork_engine._server._process
    render_report(write_notebook(tmp_path, "leaves", draw_cell(), LEAVES), {}, tmp_path / "leaves.html")
    assert (tmp_path / "elsewhere").is_dir()
    after = render_report(looks, {}, tmp_path / "after.html").read_bytes()
    assert fork_engine._server._process is server, "the same warm process served all three"
    assert after == before


def test_the_warm_process_never_starts_query_threads_and_holds_no_child(tmp_path):
    query = "import polars as pl; pl.DataFrame({'a': range(9)}).lazy().filter(pl.col('a') > 1).collect().sort('a')"
    told = f"{query}\nimport os\n[open(f'/proc/self/task/{{t}}/comm').read() for t in os.listdir('/proc/self/task')]"
    found = re.search(r"polars-\d", str(outputs_of(tmp_path, told)))  # a thread that is just starting has no name yet
    assert found, "the child does start them: the names are right"
    server = psutil.Process(fork_engine._server._process.pid)
    names = [Path(f"/proc/{server.pid}/task/{t.id}/comm").read_text() for t in server.threads()]
    assert not [name for name in names if re.match(r"polars-\d|tokio|async-exec", name)]
    wait_until(lambda: not server.children())


def test_queries_of_the_caller_do_not_hang_its_reports(tmp_path):
    """A fork of a process with running query threads could; here only the warm process is forked."""
    notebook = write_notebook(tmp_path, "queries", draw_cell(), "pl.DataFrame({'a': range(10**6)}).sort('a').sum()")
    stop = threading.Event()

    def query():
        while not stop.is_set():
            pl.DataFrame({"a": range(100_000)}).lazy().sort("a", descending=True).collect()

    with ThreadPoolExecutor(3) as pool:
        pool.submit(query)
        try:
            pages = [pool.submit(render_report, notebook, {}, tmp_path / f"{n}.html", timeout=60) for n in range(6)]
            assert len({page.result(timeout=120).read_bytes() for page in pages}) == 1
        finally:
            stop.set()


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("1 / 0", r"cell 3 \(1 / 0\): ZeroDivisionError: division by zero"),
        ("import sys; sys.exit()", r"cell 3 \(.*\): SystemExit"),
        ("import sys; sys.exit(0)", r"cell 3 \(.*\): SystemExit: 0"),
        ("import os; os._exit(0)", "its process ended unexpectedly"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "its process ended unexpectedly"),
        (DIES_DRAWING, "its process ended unexpectedly"),
    ],
)
def test_every_bad_end_is_a_failed_report_with_its_notebook(engine, tmp_path, last, told):
    out = tmp_path / "report.html"
    out.write_text("the last good page")
    notebook = write_notebook(tmp_path, "ends", "print('before')", last, draw_cell())
    with pytest.raises(RenderError, match=told) as caught:
        render_report(notebook, {}, out)
    partial = tmp_path / "report.failed.ipynb"
    assert str(partial) in str(caught.value) and "before" in partial.read_text()
    assert out.read_text() == "the last good page"


def test_a_kept_notebook_names_no_folder_of_this_machine(engine, tmp_path, monkeypatch):
    """It may be published; what lies in the working folder is named from there."""
    home, work, far = (tmp_path / name for name in ("someone", "someone/work", "elsewhere"))
    for folder in (work, far):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    tells = "import os, tempfile; print(os.getcwd(), os.path.expanduser('~/.netrc'), tempfile.gettempdir())"
    fails = "from ofsted_trends.measures import load_tables; load_tables(f'{os.getcwd()}/data/none')"
    notebook = write_notebook(far, "tells", tells, fails)
    with pytest.raises(RenderError, match=re.escape(f"corpus: {work}/data/none is not a folder")):
        render_report(notebook, {"corpus": str(far / "tables")}, far / "pages" / "report.html")
    partial = (far / "pages" / "report.failed.ipynb").read_text()
    assert nbformat.reads(partial, as_version=4).cells[-1].outputs
    assert "corpus: data/none is not a folder" in partial and "…/.netrc" in partial and "…/tables" in partial
    for folder in (home, work, far, Path(tempfile.gettempdir()), Path(sys.prefix), Path(run.__file__).parents[2]):
        assert str(folder) not in partial


def test_a_report_that_hangs_is_stopped_in_time(engine, tmp_path):
    notebook = write_notebook(tmp_path, "hangs", "print('before')", "import time; time.sleep(600)")
    with pytest.raises(RenderTimeoutError, match="it took over 3 seconds and was stopped"):
        render_report(notebook, {}, tmp_path / "report.html", timeout=3)
    assert "before" in (tmp_path / "report.failed.ipynb").read_text()


def test_a_crash_says_how_and_costs_one_report(tmp_path):
    crash = write_notebook(tmp_path, "crash", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    good = write_notebook(tmp_path, "good", draw_cell())
    first = render_report(good, {}, tmp_path / "first.html").read_bytes()
    with pytest.raises(RenderError, match="SIGSEGV"):
        render_report(crash, {}, tmp_path / "crash.html")
    assert render_report(good, {}, tmp_path / "second.html").read_bytes() == first


def test_a_warm_process_that_was_killed_is_replaced(tmp_path):
    notebook = write_notebook(tmp_path, "good", draw_cell())
    page = render_report(notebook, {}, tmp_path / "a.html").read_bytes()
    fork_engine._server._process.kill()
    fork_engine._server._process.wait()
    assert render_report(notebook, {}, tmp_path / "b.html").read_bytes() == page


def test_no_process_outlives_the_one_that_asked(tmp_path):
    started = tmp_path / "started"
    notebook = write_notebook(tmp_path, "sleeps", f"open({str(started)!r}, 'w').close(); import time; time.sleep(600)")
    code = (
        "from pathlib import Path\nfrom ofsted_trends.reports import render_report\n"
        f"render_report({notebook!r}, {{}}, Path({str(tmp_path / 'a.html')!r}))"
    )
    asking = subprocess.Popen([sys.executable, "-c", code])
    wait_until(started.exists)
    family = psutil.Process(asking.pid).children(recursive=True)
    assert len(family) == 2, "the warm process and its child"
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive


def test_what_a_notebook_started_ends_with_it(tmp_path):
    sleep = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
    [_, (_, [told])] = outputs_of(tmp_path, sleep)
    wait_until(lambda: not is_alive(int(told["text"])))


def is_alive(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_an_engine_that_is_not_there_is_refused(monkeypatch):
    monkeypatch.setenv("OFSTED_TRENDS_ENGINE", "quick")
    with pytest.raises(InputError, match="write fork or kernel"):
        choose_engine()
    monkeypatch.setenv("OFSTED_TRENDS_ENGINE", "fork")
    monkeypatch.setattr(fork_engine, "can_fork", lambda: False)
    with pytest.raises(InputError, match="cannot fork"):
        choose_engine()


def test_a_drawing_that_fails_is_an_error_of_its_cell(tmp_path):
    bad = "from ofsted_trends.charts.drawing import draw\ndraw({'mark': 'nonsense', 'encoding': 7})"
    with pytest.raises(RenderError, match="cell 2"):
        render_report(write_notebook(tmp_path, "bad", bad), {}, tmp_path / "a.html")
    assert (tmp_path / "a.failed.ipynb").exists()
