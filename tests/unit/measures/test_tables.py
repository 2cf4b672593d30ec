import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.frame import write_tables
from ofsted_trends.measures import load_tables


def test_a_folder_of_tables_is_read_as_it_is(draw_tables, tmp_path):
    tables = draw_tables("document_id | visit\n a | 2014-02-01")
    write_tables(tables, tmp_path)
    assert load_tables(str(tmp_path)).documents["document_id"].to_list() == ["a"]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        load_tables(str(tmp_path / "nowhere"))
