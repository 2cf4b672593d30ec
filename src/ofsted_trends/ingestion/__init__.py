"""Files to frame: the one orchestration, incremental."""

from ofsted_trends.ingestion.run import Progress, ingest
from ofsted_trends.ingestion.summary import Summary

__all__ = ["Progress", "Summary", "ingest"]
