"""Files to frame: the one orchestration, incremental."""

from ofsted_trends.ingest.run import Progress, ingest
from ofsted_trends.ingest.summary import Summary

__all__ = ["Progress", "Summary", "ingest"]
