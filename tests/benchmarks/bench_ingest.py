"""How long the corpus takes to ingest, against the bare PDF library that extracts the same text in one process.

python tests/benchmarks/bench_ingest.py [CORPUS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def extract_bare(folder: Path) -> float:
    """Returns the seconds that the bare library needs for all text of a folder's PDFs."""
    started = time.perf_counter()
    for path in sorted(folder.rglob("*.pdf")):
        try:
            pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        pdf.close()
    return time.perf_counter() - started


def ingest_once(folder: Path, out: Path) -> float:
    """Returns the seconds of one ingest, as a user meets it."""
    from ofsted_trends.ingestion.run import ingest

    started = time.perf_counter()
    ingest([folder], out)
    return time.perf_counter() - started


def main() -> None:
    """Prints the two ratios."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not folder.is_dir():
        print(f"{folder}: no corpus there; name one: bench_ingest.py CORPUS")
        return
    extract_bare(folder)  # the files are in the system's cache from here on
    bare = extract_bare(folder)
    with tempfile.TemporaryDirectory() as out:
        first = ingest_once(folder, Path(out))
        second = ingest_once(folder, Path(out))
    print(f"bare PDF library, one process  {bare:7.1f} s")
    print(
        f"first ingest                   {first:7.1f} s   {first / bare:.2f} times the bare library (asked: at most 2)"
    )
    print(f"second ingest, nothing changed {second:7.2f} s   {second / first:.4f} of the first (asked: under 0.05)")


if __name__ == "__main__":
    main()
