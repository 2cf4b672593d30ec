"""Saved sets of reports: what they range over, and what is said of wrong ones."""

import pytest
from made_up.notebooks import draw_cell, write_notebook

from ofsted_trends.errors import InputError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports.sets import read_set

DOCUMENTS = """
    document_id | framework | event         | visit      | authority | region
    a           | ilacs     | focused_visit | 2022-07-05 | Leeds     | Yorkshire and the Humber
    b           | ilacs     | focused_visit | 2022-07-05 | Sheffield | Yorkshire and the Humber
    c           | ilacs     | focused_visit | 2022-07-05 | Bristol   | South West
"""


@pytest.fixture
def write(tmp_path, draw_tables):
    """Writes a set beside a small corpus and a notebook `own.ipynb`."""
    write_tables(draw_tables(DOCUMENTS), tmp_path / "tables")
    write_notebook(tmp_path, "own", draw_cell())

    def write_set(text):
        (tmp_path / "weekly.toml").write_text(text, encoding="utf-8")
        return tmp_path / "weekly.toml"

    return write_set


def entry(**values):
    given = {"notebook": '"own.ipynb"', "out": '"a.html"'} | values
    return "[[report]]\n" + "\n".join(f"{key} = {value}" for key, value in given.items() if value is not None)


def pages_of(file, folder):
    return {job.out.relative_to(folder).as_posix(): dict(job.parameters) for job in read_set(file).jobs(folder)}


@pytest.mark.parametrize(
    ("each", "names"),
    [
        ('"all"', ["Bristol", "Leeds", "Sheffield"]),
        ('"Yorkshire and the Humber"', ["Leeds", "Sheffield"]),
        ('["leeds", "Hull"]', ["Leeds", "Kingston upon Hull"]),
    ],
)
def test_an_entry_ranges_over_all_authorities_at_hand_a_region_or_a_list(write, tmp_path, each, names):
    file = write('corpus = "tables"\n' + entry(out='"pages/{authority}.html"', each=f"{{ authority = {each} }}"))
    found = pages_of(file, tmp_path)
    assert [given["authority"] for given in found.values()] == names
    assert list(found)[-1] == f"pages/{names[-1].lower().replace(' ', '-')}.html"
    assert {given["corpus"] for given in found.values()} == {str(tmp_path / "tables")}, "relative to the file"


def test_an_entry_ranges_over_themes_and_is_named_by_their_labels(write, tmp_path):
    text = entry(notebook='"codebook"', out='"{theme}.html"', title='"About {theme}"', each='{ theme = ["fathers"] }')
    [job] = read_set(write(text)).jobs(tmp_path)
    assert (job.label, job.parameters) == ("About Fathers", {"theme": "fathers"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "weekly.toml: it has no entry; each report begins [[report]]"),
        ("[[report]\n", "weekly.toml: "),
        ("[[reports]]", "weekly.toml: key 'reports' is not known"),
        (entry(notbook='"x"'), "entry 1: notbook: there is no such key; did you mean notebook?"),
        (entry(out=None), "entry 1: out: missing; give the HTML file, below the folder of the pages"),
        (entry(static='"yes"'), "entry 1: static: 'yes' cannot be used; give true for pages without scripts"),
        (entry(notebook='"timeline"'), "entry 1: there is no notebook 'timeline'; known: "),
        (entry(out='"../a.html"'), "entry 1: out: '../a.html' cannot be used"),
        (entry(out='"a.pdf"'), "entry 1: out: 'a.pdf' cannot be used"),
        (entry(out='"{year}.html"'), "entry 1: out, title: nothing ranges over {year}"),
        (entry(title='"Weekly"', parameters='{ autority = "Leeds" }'), "entry 1 (Weekly): autority: there is no such"),
        (entry(parameters='{ authority = "Shefield" }'), "nearest: Sheffield"),
        (entry(each='{ authority = ["Leeds"] }'), "out: 'a.html' would be written again for each authority; put {auth"),
        (entry(out='"{authority}.html"', each='{ authority = "Nowhere" }'), "entry 1: each.authority: no authority or"),
        (
            entry(out='"{authority}.html"', each='{ authority = "South East" }'),
            "each.authority: nothing is at hand for",
        ),
        (entry(out='"{corpus}.html"', each='{ corpus = "all" }'), "each.corpus: 'all' cannot be used; give a list"),
        (entry(out='"{authority}.html"', each='{ authority = "all", corpus = ["a"] }'), "one parameter can range"),
        (entry() + "\n" + entry(), "entry 2: out: 'a.html' is written by entry 1 too; give another name"),
    ],
)
def test_a_wrong_set_says_file_entry_key_and_what_to_write(write, text, said):
    corpus = "" if text.startswith("[[reports") or not text else 'corpus = "tables"\n'
    with pytest.raises(InputError) as caught:
        read_set(write(corpus + text))
    assert str(caught.value).partition("weekly.toml")[1] and said in str(caught.value)


def test_all_failures_are_said_at_once(write):
    with pytest.raises(InputError) as caught:
        read_set(write(entry(out=None, static="1") + "\n" + entry(notebook='"no"')))
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:3]] == ["static", "out", "there is no notebook 'no'; known"]


def test_a_set_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match=r"no\.toml: not found; name a TOML file"):
        read_set(tmp_path / "no.toml")
