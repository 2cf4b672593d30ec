"""What stands around the pages of a site: news, feed, index, downloads."""

import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

import polars as pl
import pytest
from made_up.sites import DOCUMENTS, OBSERVATIONS
from made_up.workbook import read_sheets

from ofsted_trends.frame import SCHEMAS
from ofsted_trends.reports.site.changes import describe_changes, note_changes
from ofsted_trends.reports.site.downloads import write_downloads
from ofsted_trends.reports.site.feed import write_feed
from ofsted_trends.reports.site.index import Link, list_authorities, list_missing
from ofsted_trends.reports.site.news import find_news, mark_seen

TODAY = date(2026, 11, 25)
LATER = "l2026 | ilacs | inspection | 2026-02-02 to 2026-02-13 | 2026-03-30 | Leeds | Yorkshire and the Humber |\n"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def feed_of(tables, seen, today=TODAY, base_url=""):
    """Returns the feed as a tree, and what the next build is to know."""
    news, known = mark_seen(find_news(tables), seen, today)
    written = write_feed(news, lambda item: f"authorities/{item.authority.lower()}.html", base_url)
    return ElementTree.fromstring(written), known


def entries_of(feed):
    return {entry.find(f"{ATOM}title").text: entry for entry in feed.iter(f"{ATOM}entry")}


def test_news_are_documents_judgements_and_themes_that_turned(tables):
    found = {item.title: " ".join(item.sentences) for item in find_news(tables)}
    assert found == {
        "Leeds: new document (focused visit, 5 to 6 July 2022)": "Published on 9 August 2022.",
        "Sheffield: new document (inspection, 4 to 15 October 2010)": "Published on 16 November 2010.",
        "Sheffield: new document (inspection, 15 to 26 July 2019)": "Published on 2 September 2019.",
        "Sheffield: new document (inspection, 11 to 22 September 2023)": "Published on 6 November 2023.",
        "York: new document (focused visit, 1 March 2018)": "Published on 1 April 2018.",
        "Sheffield: new judgements (inspection, 4 to 15 October 2010)": "Overall effectiveness: adequate.",
        "Sheffield: new judgements (inspection, 15 to 26 July 2019)": "Overall effectiveness: requires improvement.",
        "Sheffield: new judgements (inspection, 11 to 22 September 2023)": (
            "Overall effectiveness: good (before: requires improvement)."
        ),
        "Sheffield: 1 theme turned (inspection, 11 to 22 September 2023)": (
            "Fathers: from concern (15 July 2019) to strength."
        ),
    }


def test_the_feed_is_valid_atom(tables):
    feed, _ = feed_of(tables, {})
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{needed}")) == 1
        assert moment.fullmatch(part.find(f"{ATOM}updated").text)
        assert re.match(r"urn:uuid:|https?://", part.find(f"{ATOM}id").text)
        assert len([link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    names = [name.text for name in feed.iter(f"{ATOM}id")]
    assert len(names) == len(set(names)) == 10
    days = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True) and days[0] == feed.find(f"{ATOM}updated").text == "2023-11-06T00:00:00Z"


def test_links_are_relative_until_the_address_is_known(tables):
    title = "Sheffield: new judgements (inspection, 15 to 26 July 2019)"
    feed, _ = feed_of(tables, {})
    links = {link.get("rel"): link.get("href") for link in entries_of(feed)[title].iter(f"{ATOM}link")}
    assert links == {"alternate": "authorities/sheffield.html", "related": "https://files.example.org/s2019"}
    assert "--base-url" in feed.find(f"{ATOM}subtitle").text
    feed, _ = feed_of(tables, {}, base_url="https://example.org/trends")
    links = {link.get("rel"): link.get("href") for link in entries_of(feed)[title].iter(f"{ATOM}link")}
    assert links["alternate"] == "https://example.org/trends/authorities/sheffield.html"
    assert feed.find(f"{ATOM}subtitle") is None and feed.find(f"{ATOM}id").text == "https://example.org/trends/"


def test_names_stay_and_what_comes_later_is_dated_by_its_build(tables, draw_tables):
    before, seen = feed_of(tables, {})
    more = draw_tables(DOCUMENTS + LATER, OBSERVATIONS.replace("requires_improvement", "inadequate"))
    after, _ = feed_of(more, seen)
    told = {title: entry.find(f"{ATOM}updated").text[:10] for title, entry in entries_of(after).items()}
    assert told.pop("Leeds: new document (inspection, 2 to 13 February 2026)") == "2026-11-25"
    reworded = {title for title, day in told.items() if day == "2026-11-25"}
    assert reworded == {
        f"Sheffield: new judgements (inspection, {days})" for days in ("15 to 26 July 2019", "11 to 22 September 2023")
    }
    names = {title: entry.find(f"{ATOM}id").text for title, entry in entries_of(after).items()}
    assert {title: entry.find(f"{ATOM}id").text for title, entry in entries_of(before).items()}.items() <= names.items()


def test_the_page_of_changes_keeps_what_the_last_build_that_changed_something_brought(tables, draw_tables):
    news, seen = mark_seen(find_news(tables), {}, TODAY)
    notes = note_changes(news, [], [], TODAY)
    assert describe_changes(news, notes).headline.startswith("This is the first build")
    more = draw_tables(DOCUMENTS + LATER, OBSERVATIONS)
    news, seen = mark_seen(find_news(more), seen, TODAY)
    notes = note_changes(news, [], notes, TODAY)
    assert describe_changes(news, notes).headline == "New: 1 document."
    news, _ = mark_seen(find_news(more), seen, date(2026, 12, 1))
    again = note_changes(news, [], notes, date(2026, 12, 1))
    changes = describe_changes(news, again)
    assert (changes.headline, changes.day, len(changes.builds)) == ("New: 1 document.", "25 November 2026", 2)
    assert [item.document_id for _, items in changes.groups for item in items] == ["l2026"]


def test_the_index_has_the_latest_grades_and_says_who_is_missing(tables):
    pages = {"Sheffield": [Link("Sheffield", "authorities/sheffield.html", "")]}
    rows = {row["name"]: row for row in list_authorities(tables, "", pages)}
    assert list(rows) == ["Leeds", "Sheffield", "York"]
    overall, leadership, *_ = rows["Sheffield"]["grades"]
    assert (overall["words"], overall["year"]) == ("Good", 2023) and leadership["words"] == ""
    assert rows["Leeds"]["visit"] == {"kind": "Focused visit", "words": "5 to 6 July 2022", "sort": "2022-07-05"}
    missing = {row["name"] for row in list_missing(list(rows.values()), "Yorkshire and the Humber")}
    assert "Kingston upon Hull" in missing and not missing & {"Leeds", "Kent", "Cumbria"}


def test_the_downloads_hold_the_frame_and_no_formula(tables):
    found = {file.path.split("/")[-1]: file.content for file in write_downloads(tables)}
    assert set(found) == {"judgements.xlsx"} | {f"{name}.{kind}" for name in SCHEMAS for kind in ("parquet", "csv")}
    assert pl.read_parquet(io.BytesIO(found["observations.parquet"])).equals(tables.observations)
    rows = list(csv.DictReader(io.StringIO(found["observations.csv"].decode("utf-8-sig"))))
    assert len(rows) == tables.observations.height
    assert [row["text"] for row in rows if "HYPERLINK" in row["text"]] == ['\'=HYPERLINK("http://x") <b>&']


def test_the_workbook_has_a_cover_contents_and_every_printed_grade(tables, draw_tables):
    content = {file.path: file.content for file in write_downloads(tables)}["downloads/judgements.xlsx"]
    again = {file.path: file.content for file in write_downloads(draw_tables(DOCUMENTS, OBSERVATIONS))}
    assert again["downloads/judgements.xlsx"] == content, "the same tables make the same bytes"
    book = read_sheets(content)
    assert list(book) == ["Cover", "Contents", "Notes", "Table_1", "Table_2"]
    head = next(row for row in book["Table_2"] if "Grade" in row)
    grades = [row[head.index("Grade")] for row in book["Table_2"] if len(row) == len(head) and row != head]
    assert grades == ["Adequate", "Requires improvement", "Good"]
