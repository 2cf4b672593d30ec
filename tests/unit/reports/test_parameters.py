import nbformat
import pytest

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.reports.parameters import check_parameters, find_notebook, find_parameters

CELL = """authority: str = "Sheffield"  # canonical name
start: str = ""  # date: first day
end: str = ""  # date: last day
count: int = 3
share: float = 0.5
loud: bool = False
"""


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "made_up.ipynb"
    cell = nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), path)
    return path


@pytest.fixture
def known(notebook):
    return find_parameters(notebook)


def test_parameters_are_found_with_type_default_and_help(known):
    assert list(known) == ["authority", "start", "end", "count", "share", "loud"]
    assert (known["count"].type, known["count"].default) == ("int", "3")
    assert known["start"].help == "date: first day"


def test_text_from_a_command_line_gets_the_type_of_the_parameter(known):
    given = {"count": "5", "share": "1", "loud": "true", "start": "2018-04"}
    assert check_parameters(known, given) == {"count": 5, "share": 1.0, "loud": True, "start": "2018-04"}


def test_all_mistakes_are_told_at_once_with_what_is_known(known):
    """papermill only warns of an unknown parameter, and takes `"abc"` for an int."""
    given = {"autority": "Leeds", "count": "abc", "start": "last year", "loud": 1}
    with pytest.raises(InputError) as caught:
        check_parameters(known, given)
    told = str(caught.value)
    for part in (
        "autority: there is no such parameter; did you mean authority?",
        "count: 'abc' is not of type int",
        "start: 'last year' is not a day",
        "loud: 1 is not of type bool",
        "Known parameters: authority (canonical name, default",
    ):
        assert part in told


def test_a_period_that_ends_before_it_starts_is_refused(known):
    with pytest.raises(InputError, match="start, end: the period ends"):
        check_parameters(known, {"start": "2020", "end": "2019"})


def test_a_check_settles_a_name_or_refuses_it(known):
    def settle(name):
        if name == "sheffield city council":
            return "Sheffield"
        raise UnknownNameError(f"{name} is not known; nearest: Sheffield")

    checks = {"authority": settle}
    assert check_parameters(known, {"authority": "sheffield city council"}, checks) == {"authority": "Sheffield"}
    with pytest.raises(InputError, match="authority: Sheffeld is not known; nearest: Sheffield"):
        check_parameters(known, {"authority": "Sheffeld"}, checks)


def test_a_notebook_is_found_by_name_or_path(notebook):
    assert find_notebook("made_up", [notebook.parent]) == notebook
    assert find_notebook(str(notebook)) == notebook


def test_an_unknown_notebook_is_refused_with_the_known_ones(notebook):
    with pytest.raises(UnknownNameError, match="known: made_up"):
        find_notebook("timeline", [notebook.parent])
