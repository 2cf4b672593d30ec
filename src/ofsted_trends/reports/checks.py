"""What settles the parameters that notebooks share before one runs: a name in any printed form becomes canonical, or
is refused with the nearest known ones."""

from __future__ import annotations

from ofsted_trends.registers.authorities import find_authority
from ofsted_trends.registers.theme_choice import settle_theme
from ofsted_trends.reports.area_choice import settle_area
from ofsted_trends.reports.compare_choice import settle_others
from ofsted_trends.reports.parameters import Check, ThemeCheck
from ofsted_trends.reports.trend_choice import settle_place, settle_themes

#: By the name of a parameter.
CHECKS: dict[str, Check] = {
    "area": settle_area,
    "authority": lambda name: find_authority(name).name,
    "others": settle_others,
    "theme": ThemeCheck(settle_theme),
    "themes": ThemeCheck(settle_themes),
    "place": settle_place,
}
