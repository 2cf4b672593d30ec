"""Prints what a report costs beside plain papermill and nbconvert: seconds, bytes and the ratio.

Run: python tests/benchmarks/bench_render.py [TABLES_FOLDER]; without a folder a small made-up frame is used.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ofsted_trends.frame import write_tables
from ofsted_trends.reports import find_notebook

RUNS = 3
SAMPLE = Path(__file__).parents[1] / "functional" / "test_report_timeline.py"
OURS = """
import sys
from pathlib import Path
from ofsted_trends.reports import render_report
given = {"authority": "Sheffield", "corpus": sys.argv[1]}
render_report("authority_timeline", given, Path(sys.argv[2]), interactive=sys.argv[3] == "yes")
"""


def seconds_of(*commands: list[str]) -> float:
    """Returns the best of some runs of commands that follow each other, each a process of its own."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        for command in commands:
            subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    """Prints one line a way of making the page."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        corpus = sys.argv[1] if len(sys.argv) > 1 else str(folder / "tables")
        if len(sys.argv) == 1:
            sample = runpy.run_path(str(SAMPLE))
            write_tables(sample["DRAWN"]["draw_tables"](sample["DOCUMENTS"], sample["OBSERVATIONS"]), Path(corpus))
        ran, plain = folder / "ran.ipynb", folder / "plain.html"
        run = [sys.executable, "-m", "papermill", "--kernel", "python3", "-p", "authority", "Sheffield"]
        run += ["-p", "corpus", corpus, str(find_notebook("authority_timeline")), str(ran)]
        export = [sys.executable, "-m", "nbconvert", "--to", "html", "--output", str(plain), str(ran)]
        base = seconds_of(run, export)
        print(f"plain papermill + nbconvert  {base:5.2f} s  {plain.stat().st_size:>9,} bytes  1.00")
        for name, interactive in (("report, interactive", "yes"), ("report, static", "no")):
            out = folder / "report.html"
            taken = seconds_of([sys.executable, "-c", OURS, corpus, str(out), interactive])
            print(f"{name:<27}  {taken:5.2f} s  {out.stat().st_size:>9,} bytes  {taken / base:.2f}")


if __name__ == "__main__":
    main()
