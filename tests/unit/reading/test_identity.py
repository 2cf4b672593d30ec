"""Who, what and when."""

from datetime import date

import pytest

from ofsted_trends.reading.identity import IndexEntry, identify

TITLE = "Focused visit to Sheffield City Council children’s services"
OPENING = "This letter summarises the findings of a focused visit on 24 and 25 April 2018."


def reasons(identity):
    return [p.reason for p in identity.problems]


def test_the_title_tells_the_kind_and_the_authority(document_of):
    identity = identify(document_of(f"18 May 2018\n\n{TITLE}\n\n{OPENING}"))
    assert (identity.framework, identity.event, identity.framework_version) == ("ilacs", "focused_visit", "ilacs-2018")
    assert (identity.authority.name, identity.authority.code, identity.authority.region) == (
        "Sheffield", identity.authority.code, "Yorkshire and the Humber",
    )  # fmt: skip
    assert (identity.visit.start, identity.visit.end) == (date(2018, 4, 24), date(2018, 4, 25))
    assert identity.published == date(2018, 5, 18)
    assert reasons(identity) == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the City of Sheffield", "Sheffield"),
        ("Hull City Council", "Kingston upon Hull"),
        ("London Borough of Barnet", "Barnet"),
        ("North East Lincolnshire", "North East Lincolnshire"),
    ],
)
def test_names_of_the_same_authority(document_of, printed, name):
    assert identify(document_of(f"Focused visit to {printed}\n\n{OPENING}")).authority.name == name


def test_a_name_that_is_in_no_register_is_never_guessed(document_of):
    identity = identify(document_of(f"Focused visit to Northbridge City Council\n\n{OPENING}"))
    assert identity.authority is None
    assert reasons(identity) == ["unknown_authority"]


def test_the_index_settles_what_the_document_does_not(document_of):
    words = f"Focused visit to Northbridge City Council\n\n{OPENING}"
    assert identify(document_of(words), IndexEntry(authority="Sheffield City Council")).authority.name == "Sheffield"
    urn = identify(document_of(f"{TITLE}\n\n{OPENING}")).authority.ofsted_urn
    assert identify(document_of(words), IndexEntry(urn=urn)).authority.name == "Sheffield"
    assert identify(document_of(words), IndexEntry(published=date(2018, 6, 1))).published == date(2018, 6, 1)


def test_the_file_s_name_helps_where_nothing_is_printed(document_of):
    identity = identify(document_of("Focused visit to the council\n\nPlans are clear.", "sheffield-fv-18-may-2018.txt"))
    assert identity.authority.name == "Sheffield"
    assert identity.published == date(2018, 5, 18)


@pytest.mark.parametrize("stem", ["letter 18 may 2018", "letter_18_may_2018", "letter-2018-05-18"])
def test_dates_in_file_names(document_of, stem):
    assert identify(document_of(f"{TITLE}\n\nPlans are clear.", f"{stem}.txt")).published == date(2018, 5, 18)


def test_an_authority_that_was_divided_is_the_one_of_its_time(document_of):
    words = "Focused visit to Northamptonshire County Council\n\nThis letter is about a visit on 3 October 2018."
    assert identify(document_of(words)).authority.name == "Northamptonshire"


def test_dates_of_an_earlier_visit_are_not_this_one_s(document_of):
    text = (
        f"{TITLE}\n\nThe previous inspection took place on 3 and 4 May 2016.\n\n"
        "This letter summarises the findings of a focused visit on 24 and 25 April 2018."
    )
    assert identify(document_of(text)).visit.start == date(2018, 4, 24)


def test_no_dates_is_a_problem_and_no_guess(document_of):
    identity = identify(document_of(f"{TITLE}\n\nPlans are clear."))
    assert identity.visit is None
    assert reasons(identity) == ["no_visit_dates"]


def test_a_visit_of_half_a_year_is_kept_as_printed_and_said(document_of):
    identity = identify(document_of(f"{TITLE}\n\nThis letter summarises a visit from 3 January 2018 to 4 July 2018."))
    assert reasons(identity) == ["visit_dates_implausible"]
    assert identity.visit.end == date(2018, 7, 4)


def test_a_slip_in_a_letter_s_year_is_mended_by_the_file_s_name_and_said(document_of):
    text = f"18 May 2017\n\n{TITLE}\n\n{OPENING}"
    identity = identify(document_of(text, "sheffield-18-may-2018.txt"))
    assert identity.published == date(2018, 5, 18)
    assert reasons(identity) == ["published_from_file_name"]


def test_the_version_follows_the_fieldwork_not_the_publication(cover_of):
    cover = ("Sheffield City Council", "Inspection of children’s social care services")
    identity = identify(cover_of(*cover, "Inspection dates: 5 to 16 December 2022", "Report published: 6 March 2023"))
    assert identity.framework_version == "ilacs-2018"
    assert identity.published == date(2023, 3, 6)


def test_a_second_single_inspection_without_a_board_is_a_reinspection(cover_of):
    title = "Inspection of services for children in need of help and protection, children looked after and care leavers"
    board = "Review of the effectiveness of the Local Safeguarding Children Board"
    dates = "Inspection date: 6 June 2017 to 29 June 2017"
    assert identify(cover_of("Sheffield City Council", title, dates)).event == "reinspection"
    assert identify(cover_of("Sheffield City Council", title, "and", board, dates)).event == "inspection"


def test_a_document_of_no_known_kind(cover_of):
    identity = identify(cover_of("Sheffield City Council", "Minutes of a meeting on 3 May 2019"))
    assert (identity.framework, identity.framework_version) == ("none", "none")


def test_the_licence_is_what_the_document_prints(document_of):
    end = "You may reuse this under the terms of the Open Government Licence."
    assert identify(document_of(f"{TITLE}\n\n{OPENING}\n\n{end}")).licence == "Open Government Licence v3.0"
    assert identify(document_of(f"{TITLE}\n\n{OPENING}")).licence is None
