import base64
import csv
import io
import re

import polars as pl
import pytest

from ofsted_trends.charts.downloads import link_csv, name_file, write_csv
from ofsted_trends.charts.tables import table_data

FRAME = pl.DataFrame({"Area": ["Overall, all", None], "Share": [12.5, -3.0], "n": [10, 2]})


def test_a_saved_csv_has_the_rows_of_its_frame():
    link = link_csv(table_data(FRAME), "leeds-figure-1")
    saved = re.fullmatch(
        r'<a download="leeds-figure-1.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)">.*</a>', link
    )
    assert saved
    words = base64.b64decode(saved[1]).decode("utf-8-sig")
    back = pl.read_csv(io.StringIO(words), null_values="[x]")
    assert back.equals(FRAME)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " =", "\x00="])
def test_words_that_a_spreadsheet_would_reckon_stay_words(start):
    rows = csv.reader(
        io.StringIO(write_csv({"columns": ["=A"], "numeric": [False], "rows": [[f"{start}cmd|' /C x'!A0"]]}))
    )
    head, cell = (row[0] for row in rows)
    assert head == "'=A"
    assert cell.startswith("'") and cell.endswith("cmd|' /C x'!A0")


def test_negative_numbers_stay_numbers():
    assert write_csv({"columns": ["n"], "numeric": [True], "rows": [[-2.5]]}) == "n\r\n-2.5\r\n"


def test_a_file_name_is_plain_and_short():
    name = name_file(["St Helens: “judgements” / <over> time" + " again" * 50, "figure-2"])
    assert re.fullmatch(r"[a-z0-9-]+-figure-2", name) and len(name) < 100
    assert name.startswith("st-helens-judgements-over-time-again-")
