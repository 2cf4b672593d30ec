from datetime import date

from ofsted_trends.measures import measure_frameworks, measure_timeline, measure_visits


def bands(tables, **period):
    choice = (tables.observations, tables.documents, "Sheffield")
    frame = measure_frameworks(measure_timeline(*choice), measure_visits(*choice), tables.documents, **period)
    return frame.select("framework", "start", "end").rows()


def test_bands_do_not_overlap_and_run_to_the_latest_visit_of_any_authority(draw_tables):
    tables = draw_tables("document_id | visit      | authority\n a | 2014-02-01 | \n b | 2021-05-01 | Leeds")
    assert bands(tables) == [
        ("sif", date(2014, 1, 1), date(2017, 12, 31)),
        ("ilacs", date(2018, 1, 1), date(2021, 12, 31)),
    ]


def test_a_period_cuts_the_bands(draw_tables):
    tables = draw_tables("document_id | visit\n a | 2014-02-01")
    assert bands(tables, start="2016", end="2016") == [("sif", date(2016, 1, 1), date(2016, 12, 31))]


def test_a_frame_without_documents_has_bands_all_the_same(draw_tables):
    assert bands(draw_tables("document_id")) == [
        ("protection", date(2013, 1, 1), date(2013, 10, 31)),
        ("sif", date(2013, 11, 1), date(2013, 12, 31)),
    ]
