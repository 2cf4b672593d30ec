import pytest

from ofsted_trends.measures.comparability import find_lane, find_link
from ofsted_trends.registers.frameworks import load_crosswalk


@pytest.mark.parametrize(
    ("version", "strand", "area", "lane"),
    [
        ("ilacs-2018", None, "in_care", ("in_care", 0)),
        ("ilacs-2026", None, "care_leavers", ("care_leavers", 0)),
        ("sif-2013", None, "safeguarding_board", ("safeguarding_board", 0)),
        ("slac-2009", "safeguarding", "overall", ("overall", 0)),
        ("slac-2009", "looked_after", "overall", ("in_care", 2)),
        ("lac-2013", "looked_after", "overall", ("in_care", 2)),
        ("slac-2009", "safeguarding", "children_are_safe", ("help_and_protection", 2)),
        ("slac-2009", "safeguarding", "value_for_money", None),
        ("slac-2009", "looked_after", "leadership", None),
        ("ilacs-2018", None, None, None),
    ],
)
def test_each_graded_row_answers_the_question_that_the_register_names(version, strand, area, lane):
    assert find_lane(load_crosswalk(), version, strand, area) == lane


def row(version, area, scale="2013-", strand=None):
    return {"framework_version": version, "area": area, "scale": scale, "strand": strand}


def test_an_unknown_pair_is_not_linked():
    link, why = find_link(load_crosswalk(), "overall", row("ilacs-2023", "overall"), row("ilacs-2026", "overall"))
    assert link == "none" and why


def test_the_change_of_scale_beats_the_register():
    earlier = row("protection-2012", "leadership", "2009-2013")
    assert find_link(load_crosswalk(), "leadership", earlier, row("sif-2013", "leadership"))[0] == "break"
