"""Collecting from Ofsted's site, with a made-up site instead of the network."""

import csv

import httpx
import pytest
from made_up import draw_pdf

from ofsted_trends.collection import collect
from ofsted_trends.collection.site import LARGEST
from ofsted_trends.errors import CollectError, InputError, UnknownNameError
from ofsted_trends.frame import read_tables
from ofsted_trends.ingestion import ingest

PAGE = "https://reports.ofsted.gov.uk/provider/44/80551"
FILE = "https://files.ofsted.gov.uk/v1/file/"
LETTER = draw_pdf("""
    18 May 2018

    Focused visit to Sheffield children's services

    This letter summarises the findings of a focused visit to Sheffield children's services on 24 and 25 April 2018.

    ## Findings

    Supervision is regular, but its quality is too variable.
""")
LINKS = f"""
    <a href="/search">Search</a> <a href="https://example.org/v1/file/9">elsewhere</a>
    <a href="javascript:alert(1)">x</a> <a href="http://files.ofsted.gov.uk/v1/file/8">not safe on its way</a>
    <a class="publication-link" href="{FILE}5">Focused visit <span class="nonvisual">, pdf - 18 May 2018</span></a>
    <a class="publication-link" href="{FILE}6">Inspection <span class="nonvisual">, pdf - 2 September 2019</span></a>
    <a href="{FILE}5">the same again</a>
"""


class MadeUpSite:
    """Answers what a test lays down; anything else is not there."""

    def __init__(self, **pages):
        self.asked = []
        self.pages = {PAGE: LINKS, f"{FILE}5": LETTER, f"{FILE}6": LETTER} | pages

    def client(self):
        return httpx.Client(transport=httpx.MockTransport(self.answer))

    def answer(self, request):
        url = str(request.url)
        self.asked.append(url)
        found = self.pages.get(url)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, httpx.Response):
            return found
        return httpx.Response(404) if found is None else httpx.Response(200, content=found)


@pytest.fixture
def site():
    return MadeUpSite()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """What the site is asked for is tested, and not how long a second is; the waits are kept."""
    waits = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def run(site, folder, names=("Sheffield",), **options):
    return collect(names, folder, client=site.client(), **options)


def index_of(folder):
    return list(csv.DictReader((folder / "index.csv").read_text(encoding="utf-8").splitlines()))


def test_documents_are_kept_and_named_in_the_index(site, tmp_path):
    found = run(site, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.new] == [
        "sheffield/2018-05-18-5.pdf",
        "sheffield/2019-09-02-6.pdf",
    ]
    assert found.problems == [] and found.new[0].read_bytes() == LETTER
    first = index_of(tmp_path)[0]
    assert first == {
        "path": "sheffield/2018-05-18-5.pdf",
        "source_url": f"{FILE}5",
        "urn": "80551",
        "authority": "Sheffield",
        "published": "2018-05-18",
    }
    assert not any("example.org" in url or url.startswith("http:") for url in site.asked)


def test_what_is_there_is_not_fetched_again(site, tmp_path):
    run(site, tmp_path)
    site.asked.clear()
    (tmp_path / "sheffield" / "2019-09-02-6.pdf").unlink()
    again = run(site, tmp_path)
    assert (len(again.new), again.known) == (1, 1)
    assert f"{FILE}5" not in site.asked and len(index_of(tmp_path)) == 2


def test_an_interrupted_run_keeps_what_it_had(site, tmp_path):
    def stop(request):
        if str(request.url) == f"{FILE}6":
            raise KeyboardInterrupt
        return site.answer(request)

    with pytest.raises(KeyboardInterrupt):
        collect(["Sheffield"], tmp_path, client=httpx.Client(transport=httpx.MockTransport(stop)))
    assert [row["path"] for row in index_of(tmp_path)] == ["sheffield/2018-05-18-5.pdf"]
    assert run(site, tmp_path).known == 1


def test_an_analysts_index_keeps_its_columns_and_rows(site, tmp_path):
    (tmp_path / "index.csv").write_text("path,note,source_url\nmine.pdf,by hand,\n", encoding="utf-8")
    run(site, tmp_path)
    rows = index_of(tmp_path)
    assert rows[0]["note"] == "by hand" and [row["path"] for row in rows][:2] == [
        "mine.pdf",
        "sheffield/2018-05-18-5.pdf",
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>Sorry</html>", "no PDF but b'<html>Sorry</html>'"),
        (httpx.Response(403), "HTTP 403"),
        (
            httpx.Response(302, headers={"location": "https://example.org/x.pdf"}),
            "example.org/x.pdf: not an address of",
        ),
        (httpx.Response(302, headers={"location": f"{FILE}6"}), None),
        (b"%PDF-" + b"x" * LARGEST, "larger than 60 MB"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stops_nothing(site, tmp_path, answer, said):
    site.pages[f"{FILE}5"] = answer
    found = run(site, tmp_path)
    if said is None:
        assert found.problems == [] and len(found.new) == 2
        return
    assert len(found.problems) == 1 and said in found.problems[0] and "Sheffield" in found.problems[0]
    assert [path.name for path in found.new] == ["2019-09-02-6.pdf"]


def test_a_busy_site_is_asked_again_after_the_time_that_it_names(site, tmp_path, no_waiting):
    busy = httpx.Response(429, headers={"retry-after": "30"})
    site.pages[PAGE] = [busy, httpx.Response(503), httpx.Response(200, content=LINKS)]
    assert len(run(site, tmp_path).new) == 2
    assert 30.0 in no_waiting and 4.0 in no_waiting


def test_requests_are_a_pause_apart(site, tmp_path, no_waiting):
    run(site, tmp_path, pause=7.0)
    assert len([seconds for seconds in no_waiting if 6 < seconds <= 7]) == len(site.asked) - 1


def test_robots_txt_is_kept_to(site, tmp_path):
    site.pages["https://files.ofsted.gov.uk/robots.txt"] = "User-agent: *\nDisallow: /v1/"
    found = run(site, tmp_path)
    assert found.new == [] and all("robots.txt asks not to" in problem for problem in found.problems)
    assert f"{FILE}5" not in site.asked


def test_nothing_reached_is_an_error(site, tmp_path):
    def fail(request):
        raise httpx.ConnectError("no network")

    with pytest.raises(CollectError, match="no page of an authority could be read:\nSheffield: .*no network"):
        collect(["Sheffield"], tmp_path, client=httpx.Client(transport=httpx.MockTransport(fail)))


def test_names_are_checked_before_anything_is_asked(site, tmp_path):
    with pytest.raises(UnknownNameError, match="nearest: Sheffield"):
        run(site, tmp_path, ["Shefield"])
    with pytest.raises(InputError, match="Cumbria: there is no page of it"):
        run(site, tmp_path, ["Cumbria"])
    assert site.asked == []


def test_what_was_collected_is_read_with_its_address(site, tmp_path):
    site.pages[PAGE] = LINKS.replace("6", "5")
    run(site, tmp_path / "corpus")
    ingest([tmp_path / "corpus"], tmp_path / "frame")
    [document] = read_tables(tmp_path / "frame").documents.to_dicts()
    assert (document["authority"], document["source_url"]) == ("Sheffield", f"{FILE}5")
