"""Names of inspectors."""

import pytest

from ofsted_trends.reading.people import find_inspectors, parse_names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ann Lee HMI", ["Ann Lee"]),
        ("Ann Lee, Her Majesty’s Inspector, and Bo Hara, His Majesty's Inspector", ["Ann Lee", "Bo Hara"]),
        ("Ann Lee, Bo O’Hara and Cy d’Arc", ["Ann Lee", "Bo O’Hara", "Cy d’Arc"]),
        ("Ann-Marie Lee-Hara and Jo van der Berg", ["Ann-Marie Lee-Hara", "Jo van der Berg"]),
        ("Angus McDonald; Flora MacLeod", ["Angus McDonald", "Flora MacLeod"]),
        ("Ann Lee, Senior Her Majesty’s Inspector (SHMI)", ["Ann Lee"]),
        ("Ann Lee, Ofsted Inspector", ["Ann Lee"]),
        ("Ann Lee and the team", ["Ann Lee"]),
        ("Ann P Lee", ["Ann P Lee"]),
        pytest.param("Ann P. Lee", ["Ann P. Lee"]),
        ("Northbridge City Council", []),
        ("Director of Children’s Services", []),
        ("two of Her Majesty’s Inspectors", []),
        ("", []),
    ],
)
def test_lists_of_names(words, names):
    assert parse_names(words) == names


def test_a_label_on_the_cover_tells_the_lead(cover_of):
    assert find_inspectors(
        cover_of("Inspection of services", "Lead inspector: Ann Lee", "Her Majesty’s Inspector")
    ) == (
        "Ann Lee",
        ["Ann Lee"],
    )


def test_two_leads_over_two_lines(cover_of):
    assert find_inspectors(cover_of("Lead inspectors: Ann Lee HMI and", "Bo Hara HMI"))[0] == "Ann Lee; Bo Hara"


@pytest.mark.parametrize(
    "label", ["Lead inspector", "Reporting inspector", "Managing inspector", "Lead inspector (Ofsted)"]
)
def test_labels_of_every_framework(cover_of, label):
    assert find_inspectors(cover_of(f"{label}: Ann Lee"))[0] == "Ann Lee"


def test_a_letter_names_the_team_in_a_sentence_and_the_lead_in_its_signature(document_of):
    letter = (
        "Dear Ms Moor\n\nThis letter summarises the findings of a visit. The inspectors were Bo Hara, Ofsted\n"
        "Inspector, and Ann Lee, Her Majesty’s Inspector.\n\nYours sincerely\n\nAnn Lee\nHer Majesty’s Inspector\n"
    )
    assert find_inspectors(document_of(letter)) == ("Ann Lee", ["Ann Lee", "Bo Hara"])


def test_a_document_that_names_nobody(document_of):
    assert find_inspectors(document_of("Plans are clear.\n\nVisits are regular.")) == (None, [])
