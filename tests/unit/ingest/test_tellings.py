"""One visit, told once: copies, and press reports beside the letter that they quote."""

import shutil

import pytest

PRESS = """Sheffield told to do better

Friday, 15th March 2019, 10:27 am

Inspectors have been to see Sheffield City Council.

The letter says ‘case recording is not yet good enough’ in some teams.

Read more: Bus lane to open
"""


def counted(tables):
    return tables.documents.filter("primary")["source"].to_list()


def reasons(tables):
    return dict(tables.problems.select("source", "reason").rows())


def test_a_text_copy_of_a_pdf_adds_nothing(letter, letter_text, ingested, tmp_path):
    letter("in/letter.pdf")
    alone = ingested()
    (tmp_path / "in" / "copy.txt").write_text(letter_text, encoding="utf-8")
    both = ingested()
    assert counted(both) == ["letter.pdf"]
    assert reasons(both)["copy.txt"] == "same_document_twice"
    assert both.observations.equals(alone.observations)
    copy = both.documents.filter(~both.documents["primary"])
    assert copy["same_visit_as"].to_list() == alone.documents["document_id"].to_list()


def test_the_same_file_twice_is_one_document(letter, ingested, tmp_path):
    letter("in/a.pdf")
    alone = ingested()
    shutil.copy(tmp_path / "in" / "a.pdf", tmp_path / "in" / "b.pdf")
    both = ingested()
    assert counted(both) == ["a.pdf"]
    assert reasons(both)["b.pdf"] == "same_file_twice"
    assert both.observations.equals(alone.observations)


def test_the_same_file_twice_is_one_document_even_if_its_authority_is_unknown(letter, ingested, tmp_path):
    letter("in/a.pdf", edits={"Sheffield": "Northbridge"})
    shutil.copy(tmp_path / "in" / "a.pdf", tmp_path / "in" / "b.pdf")
    assert counted(ingested()) == ["a.pdf"]


def test_two_visits_are_two_documents(letter, ingested):
    letter("in/a.pdf", "29 and 30"), letter("in/b.pdf", "15 and 16")
    assert counted(ingested()) == ["a.pdf", "b.pdf"]


def test_two_letters_of_one_day_that_say_other_things_are_two(letter, ingested):
    letter("in/a.pdf")
    other = {
        "Leaders know their services well and social workers visit children often. Case": "Care leavers live well. The",
        "recording is not yet good enough, and some assessments are too late.": "virtual school helps them.",
        "The quality of case recording, so that children can read their own story.": "Health passports.",
        "The timeliness of assessments for children who need help.": "The number of homes for care leavers.",
    }
    letter("in/b.pdf", edits=other)
    assert counted(ingested()) == ["a.pdf", "b.pdf"]


def test_a_press_report_beside_its_letter_adds_nothing(letter, ingested, tmp_path):
    letter("in/letter.pdf")
    alone = ingested()
    (tmp_path / "in" / "press 2019-03-15.txt").write_text(PRESS, encoding="utf-8")
    both = ingested()
    assert counted(both) == ["letter.pdf"]
    assert reasons(both)["press 2019-03-15.txt"] == "second_telling"
    assert both.observations.equals(alone.observations)


def test_a_press_report_without_its_letter_is_second_hand_and_no_visit(ingested, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "press 2019-03-15.txt").write_text(PRESS, encoding="utf-8")
    tables = ingested()
    assert counted(tables) == []
    assert reasons(tables)["press 2019-03-15.txt"] == "second_hand"
    assert set(tables.observations["event"].cast(str)) == {"press_report"}
    assert set(tables.observations["text"]) == {"case recording is not yet good enough"}


def test_a_press_report_long_after_a_letter_is_about_another(letter, ingested, tmp_path):
    letter("in/letter.pdf")
    (tmp_path / "in" / "press 2019-09-15.txt").write_text(PRESS.replace("March", "September"), encoding="utf-8")
    assert reasons(ingested())["press 2019-09-15.txt"] == "second_hand"


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_of_pdf_html_and_text_the_pdf_counts(letter, letter_text, ingested, tmp_path, ending):
    letter("in/z.pdf")
    body = letter_text if ending == "txt" else "<html><body>" + "".join(
        f"<p>{block}</p>" if not block.startswith("* ") else f"<ul><li>{block[2:]}</li></ul>"
        for block in letter_text.split("\n\n")
    ) + "</body></html>"  # fmt: skip
    (tmp_path / "in" / f"a.{ending}").write_text(body, encoding="utf-8")
    assert counted(ingested()) == ["z.pdf"]
