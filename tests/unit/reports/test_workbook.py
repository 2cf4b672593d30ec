import polars as pl
import pytest
from made_up.workbook import read_part, read_sheets

from ofsted_trends.charts.tables import table_data, table_entry
from ofsted_trends.reports.workbook import Cover, write_workbook

FRAME = pl.DataFrame({"Year": ["2023", "2024"], "In scope": [52, 55], "Share": [36.5, None]})
COVER = Cover("Themes over time: England", ["How often."], ["Made with: ofsted_trends"])


def write(*frames, cover=COVER, **words):
    return write_workbook(cover, [table_entry(f"Table of {f.width}", table_data(f), **words) for f in frames])


def test_a_workbook_has_cover_contents_notes_and_a_sheet_a_table():
    sheets = read_sheets(write(FRAME, FRAME.select("Year"), subtitle="Shares", source="Ofsted", note="Few are few."))
    assert list(sheets) == ["Cover", "Contents", "Notes", "Table_1", "Table_2"]
    cover = [row[0] for row in sheets["Cover"]]
    assert cover[0] == "Themes over time: England" and {"How often.", "Made with: ofsted_trends"} <= set(cover)
    listed = [[str(cell).strip() for cell in row] for row in sheets["Contents"][-2:]]
    assert listed == [["Table_1", "Table of 3"], ["Table_2", "Table of 1"]]
    assert sheets["Notes"][-1] == [2, "Few are few."]
    assert sheets["Table_1"][:2] == [["Table of 3 [note 1]"], ["Shares"]]
    assert ["Source: Ofsted"] in sheets["Table_1"] and ["[x] = not available"] in sheets["Table_1"]


def test_a_sheet_holds_the_frame_numbers_as_numbers():
    rows = read_sheets(write(FRAME))["Table_1"]
    assert rows[-3:] == [["Year", "In scope", "Share"], ["2023", 52, 36.5], ["2024", 55, "[x]"]]


def test_each_table_is_marked_up_so_that_a_screen_reader_finds_its_headings():
    content = write(FRAME)
    marked = read_part(content, "xl/tables/table2.xml")  # the first is that of the contents
    assert 'ref="A' in marked and 'name="In scope"' in marked and 'headerRowCount="0"' not in marked


def test_the_document_has_its_title_and_no_time_of_its_own():
    core = read_part(write(FRAME), "docProps/core.xml")
    assert "<dc:title>Themes over time: England</dc:title>" in core
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_the_same_tables_give_the_same_bytes():
    assert write(FRAME, note="a") == write(FRAME, note="a")


HOSTILE = [
    "=HYPERLINK(1)", "{=1}", "@SUM(1)", "https://example.org", "[a](javascript:b) and [c](d)", "$$n1$$", "$$$$", "?",
    "a\x00b\ufffe", "x" * 40_000,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_documents_stay_words(words):
    frame = pl.DataFrame({"a": [words, "b"], "c": ["d", words]})
    content = write_workbook(Cover(words, [words], [words]), [table_entry(words, table_data(frame), note=words)])
    parts = [f"xl/worksheets/sheet{n}.xml" for n in (1, 3, 4)]
    assert all("<f>" not in read_part(content, p) and "hyperlink" not in read_part(content, p) for p in parts)
    rows = read_sheets(content)["Table_1"]
    assert isinstance(rows[-2][0], str) and rows[-1][0] == "b"


def test_empty_cells_and_a_table_without_rows_say_so():
    sheets = read_sheets(write(pl.DataFrame({"a": ["", "b"]}), pl.DataFrame(schema={"a": pl.String, "b": pl.Int64})))
    assert [row[0] for row in sheets["Table_1"][-2:]] == ["[z]", "b"]
    assert sheets["Table_2"][-1] == ["[z]", "[z]"]
    assert any("[z] = not applicable" in str(row[0]) for row in sheets["Table_2"])


def test_a_page_without_tables_has_a_workbook_with_its_cover_alone():
    assert next(iter(read_sheets(write_workbook(COVER, [])))) == "Cover"
