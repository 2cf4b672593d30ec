"""Lints the registers of frameworks, judgement areas, grades, layouts and licences."""

import re
from datetime import date, timedelta

import pytest

from ofsted_trends.frame import AREAS, EVENTS, FRAMEWORKS, GRADE_RANK, GRADES, SCALES, STRANDS
from ofsted_trends.registers.frameworks import (
    load_crosswalk,
    load_frameworks,
    load_grades,
    load_judgement_areas,
    load_layouts,
    load_licences,
)

ROWS = [area for key in FRAMEWORKS for area in load_judgement_areas(key)]
VERSIONS = {version: f for f in load_frameworks().values() for version, _ in f.versions}


def test_the_register_and_the_frame_name_the_same_frameworks():
    assert sorted(load_frameworks()) == sorted(FRAMEWORKS)


@pytest.mark.parametrize("framework", load_frameworks().values(), ids=lambda f: f.key)
def test_a_framework_has_a_scale_if_it_grades_and_a_source(framework):
    assert framework.graded == (framework.scale is not None)
    assert framework.scale in (*SCALES, None)
    assert framework.label
    assert framework.source
    assert framework.end is None or framework.start < framework.end
    assert [key for key, _ in framework.versions] == sorted({key for key, _ in framework.versions})


@pytest.mark.parametrize(
    ("framework", "day", "version"),
    [
        ("ilacs", date(2018, 1, 1), "ilacs-2018"),
        ("ilacs", date(2022, 12, 31), "ilacs-2018"),
        ("ilacs", date(2023, 1, 1), "ilacs-2023"),
        ("ilacs", date(2026, 3, 31), "ilacs-2023"),
        ("ilacs", date(2026, 4, 1), "ilacs-2026"),
        ("ilacs", None, "ilacs-2018"),
        ("sif", date(2017, 5, 5), "sif-2013"),
        ("send", date(2023, 1, 9), "send-2023"),
        ("jtai", date(2021, 12, 31), "jtai-2016"),
    ],
)
def test_the_version_in_force_on_a_day_of_fieldwork(framework, day, version):
    assert load_frameworks()[framework].version_on(day) == version


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.framework}-{r.strand}-{r.order}")
def test_a_judgement_area_s_pattern_takes_its_own_label(row):
    assert row.pattern.fullmatch(row.label)
    assert row.area in AREAS
    assert row.strand in (*STRANDS, None)
    assert row.framework in FRAMEWORKS
    assert load_frameworks()[row.framework].graded


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.framework}-{r.strand}-{r.order}")
def test_a_label_belongs_to_one_row_of_its_table(row):
    """A label that two patterns take would be given to the first: it must be an earlier edition of the same row."""
    takers = [
        other
        for other in load_judgement_areas(row.framework)
        if other.strand == row.strand and other.pattern.fullmatch(row.label)
    ]
    assert takers == [row]


def test_rows_of_one_table_have_their_own_places_and_days():
    for row in ROWS:
        same = [r for r in ROWS if (r.framework, r.order) == (row.framework, row.order) and r is not row]
        assert all(r.area == row.area for r in same)
    for framework in ("sif", "ilacs", "slac", "lac", "protection"):
        keys = [(r.strand, r.area, r.start) for r in load_judgement_areas(framework)]
        assert len(keys) == len(set(keys))


def test_grades_are_those_of_the_frame():
    assert sorted(load_grades()) == sorted(GRADES) == sorted(GRADE_RANK)
    assert all(set(g.scales) <= set(SCALES) for g in load_grades().values())
    assert all(g.pattern.fullmatch(g.label) for g in load_grades().values())


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Outstanding", "outstanding"),
        ("GOOD", "good"),
        ("requires improvement to be good", "requires_improvement"),
        ("require improvement", "requires_improvement"),
        ("Requires\nimprovement", "requires_improvement"),
        ("Adequate", "adequate"),
        ("Inadequate", "inadequate"),
        ("adequately", None),
        ("goodness", None),
        ("improvement", None),
    ],
)
def test_printed_grade_words(words, grade):
    found = {g.key for g in load_grades().values() if g.pattern.search(words)}
    found -= {"good"} if "requires_improvement" in found else set()
    assert found == ({grade} if grade else set())


def test_adequate_and_requires_improvement_share_no_scale():
    grades = load_grades()
    assert not set(grades["adequate"].scales) & set(grades["requires_improvement"].scales)


TITLES = [
    ("send", "area_send", "Area SEND inspection of Northbridge Local Area Partnership"),
    ("send", "area_send", "Joint area special educational needs and/or disabilities inspection in Northbridge"),
    ("jtai", "joint_inspection", "Joint targeted area inspection of Northbridge"),
    ("monitoring", "monitoring_visit", "Monitoring visit to Northbridge City Council children’s services"),
    ("monitoring", "monitoring_visit", "Monitoring visit of Northbridge City Council"),
    ("ilacs", "focused_visit", "Focused visit to Northbridge City Council children’s services"),
    ("ilacs", "focused_visit", "Focussed visit of Northbridge"),
    ("ilacs", "focused_visit", "Assurance visit to Northbridge"),
    ("sif", "reinspection", "Re-inspection of services for children in need of help and protection"),
    ("sif", "reinspection", "Reinspection of services for children in need of help and protection"),
    ("sif", "inspection", "Inspection of services for children in need of help and protection, children looked after"),
    ("sif", "board_review", "Review of the effectiveness of the Local Safeguarding Children Board"),
    ("slac", "inspection", "Inspection of safeguarding and looked after children services"),
    ("protection", "inspection", "Inspection of local authority arrangements for the protection of children"),
    ("lac", "inspection", "Inspection of services for looked after children"),
    ("unannounced", "inspection", "Unannounced inspection of contact, referral and assessment"),
    ("jar", "inspection", "Joint area review: Northbridge Children’s Services Authority Area"),
    ("apa", "inspection", "Annual performance assessment of services for children"),
    ("ilacs", "inspection", "Inspection of children’s social care services"),
    ("ilacs", "inspection", "Inspection of Northbridge City Council’s children’s services"),
    ("ilacs", "inspection", "Inspection of Northbridge local authority children's services"),
]


def classify(title):
    return next(
        ((x.framework, x.event) for x in load_layouts() if x.where == "title" and x.pattern.search(title)), None
    )


@pytest.mark.parametrize(("framework", "event", "title"), TITLES)
def test_titles_say_what_a_document_is(framework, event, title):
    assert classify(title) == (framework, event)


@pytest.mark.parametrize(
    "title",
    [
        "Inspection of a children’s home",
        "Inspection of Northbridge Primary School",
        "Inspection of adult social care services",
        "Focused visits are described in the framework",
        "Registration and inspection of childminders",
        "Monitoring visits continue",
        "Annual report of the Local Safeguarding Children Board",
        "School visit report",
    ],
)
def test_other_titles_say_nothing(title):
    assert classify(title) is None


def test_every_layout_names_a_framework_and_an_event_and_can_be_met():
    titles = [title for _, _, title in TITLES]
    for layout in load_layouts():
        assert layout.framework in FRAMEWORKS
        assert layout.event in EVENTS
        assert layout.where in ("title", "opening")
        if layout.where == "title":
            assert any(layout.pattern.search(title) for title in titles), layout.pattern.pattern


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Open Government Licence v3.0", "under the terms of the Open Government Licence."),
        (
            "Non-commercial educational purposes, unaltered",
            "You may copy all or parts of this document for non-commercial educational purposes, unaltered.",
        ),
        (
            "Non-commercial purposes, without adaptation",
            "for non-commercial purposes, provided that the information quoted is reproduced without adaptation",
        ),
    ],
)
def test_licences_are_told_by_their_words(label, words):
    assert [name for name, pattern in load_licences() if pattern.search(words)] == [label]


def test_the_crosswalk_names_versions_and_areas_that_exist():
    for link in load_crosswalk():
        earlier, later = VERSIONS[link.from_version], VERSIONS[link.to_version]
        assert link.area in AREAS
        assert link.from_area in AREAS
        assert link.to_area in AREAS
        assert link.why
        assert earlier.start <= later.start
        for framework, strand, area in ((earlier, link.from_strand, link.from_area), (later, None, link.to_area)):
            printed = {(a.strand, a.area) for a in load_judgement_areas(framework.key)}
            if framework.key == "sif":
                printed |= {(None, "overall"), (None, "safeguarding_board")}
            assert (strand, area) in printed


def test_each_pair_of_the_crosswalk_is_judged_once():
    pairs = [(x.from_version, x.from_strand, x.from_area, x.to_version, x.to_area) for x in load_crosswalk()]
    assert len(pairs) == len(set(pairs))


def test_a_link_over_the_change_of_scale_is_never_same_and_says_so():
    """`Adequate` is not `requires improvement`: a near link over 2013 must at least say that the scale changed."""
    for link in load_crosswalk():
        if VERSIONS[link.from_version].scale != VERSIONS[link.to_version].scale:
            assert link.comparability != "same"
            assert link.comparability == "none" or "change of scale in 2013" in link.why


def test_a_framework_is_the_same_as_itself():
    for link in load_crosswalk():
        if link.from_version == link.to_version:
            assert link.comparability == "same"


def test_rows_that_ended_leave_no_gap():
    """An edition of a row that ends is followed by the next one at once, or by none."""
    for row in (r for r in ROWS if r.end):
        later = [
            r for r in ROWS if (r.framework, r.order) == (row.framework, row.order) and r.start and r.start > row.start
        ]
        assert all(r.start <= row.end + timedelta(days=1) for r in later)
        assert re.search(r"20\d\d", str(row.end))
