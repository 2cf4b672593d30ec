"""A static site of reports: an index, every authority's page, national and theme pages, downloads, news and a feed."""

from ofsted_trends.reports.site.site import build_site

__all__ = ["build_site"]
