import runpy
from pathlib import Path

import pytest

from ofsted_trends.measures import measure_frameworks, measure_timeline, measure_visits

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "measures" / "drawn.py"))

DOCUMENTS = """
    document_id | framework | framework_version | event            | visit                    | primary
    i2010       | slac      | slac-2009         | inspection       | 2010-10-04 to 2010-10-15 |
    i2014       | sif       | sif-2013          | inspection       | 2013-11-19 to 2014-01-30 |
    i2019       | ilacs     | ilacs-2018        | inspection       | 2019-07-15 to 2019-07-26 |
    i2023       | ilacs     | ilacs-2023        | inspection       | 2023-09-11 to 2023-09-22 |
    v2018       | ilacs     | ilacs-2018        | focused_visit    | 2018-04-24 to 2018-04-25 |
    press       | none      | none              | press_report     | 2018-12-07               | no
    send        | send      | send-2023         | area_send        | 2024-02-05               |
"""
OBSERVATIONS = """
    document_id | kind        | strand       | area    | grade                | item
    i2010       |             | safeguarding | overall | adequate             |
    i2010       |             | looked_after | overall | adequate             |
    i2014       |             |              | overall | requires_improvement |
    i2014       |             |              | in_care | requires_improvement |
    i2019       |             |              | overall | good                 |
    i2019       |             |              | in_care | good                 |
    i2023       |             |              | overall | inadequate           |
    i2023       |             |              | in_care | outstanding          |
    v2018       | improvement |              |         |                      | 1
"""


@pytest.fixture
def draw_tables():
    return DRAWN["draw_tables"]


@pytest.fixture
def measures():
    """Timeline, visits and frameworks of the authority that is drawn above."""

    def measured(tables=None, authority="Sheffield"):
        tables = tables or DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS)
        choice = (tables.observations, tables.documents, authority)
        timeline, visits = measure_timeline(*choice), measure_visits(*choice)
        return timeline, visits, measure_frameworks(timeline, visits, tables.documents)

    return measured
