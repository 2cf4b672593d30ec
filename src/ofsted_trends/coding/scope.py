"""Which themes a document looked at: not looked at is not absent."""

from __future__ import annotations

import re

from ofsted_trends.registers.frameworks import INSPECTIONS
from ofsted_trends.registers.scope import load_scope
from ofsted_trends.registers.themes import load_themes, plain

STATED = ("focused_visit", "monitoring_visit", "joint_inspection", "reinspection")


def themes_in_scope(scope_text: str | None, event: str, framework: str) -> tuple[list[str] | None, str]:
    """Returns the built-in themes that a document looked at, in the order of the register, and how that is known.

    Args:
        scope_text: the document's statement of what inspectors looked at, or None.
        event: `inspection`, `reinspection`, `board_review`, `focused_visit`, `monitoring_visit`, `joint_inspection`,
            `area_send` or `press_report`.
        framework: `apa`, `jar`, `slac`, `unannounced`, `protection`, `lac`, `sif`, `ilacs`, `monitoring`, `jtai`,
            `send` or `none`.

    Returns:
        Themes and `kind` where the kind of document settles it (a full inspection looks at everything, a review of the
        board at the board's work, an area SEND inspection at that system); themes and `statement` where the words of
        the statement do; None and `unknown` where neither does.

    Source: the frameworks of Ofsted by year; registers/scope.toml says which statement covers what.

    >>> themes, basis = themes_in_scope("Inspectors looked at the front door.", "focused_visit", "ilacs")
    >>> basis, "thresholds" in themes, "care_leavers" in themes
    ('statement', True, False)
    """
    register = load_scope()
    order = [t.key for t in load_themes()]
    if event == "board_review":
        return [k for k in order if k in register.board], "kind"
    if event == "area_send" or framework == "send":
        return [k for k in order if k in register.kinds["send"]], "kind"
    if event in INSPECTIONS and framework in register.all_themes:
        return order, "kind"
    if event in INSPECTIONS and framework in register.kinds:
        return [k for k in order if k in register.kinds[framework]], "kind"
    words = re.sub(r"\s+", " ", plain(scope_text or ""))
    found = [p for p in register.phrases if any(re.search(q, words) for q in p.patterns)]
    if event in STATED and any(p.key != "leadership" for p in found):
        covered = set(register.always).union(*(p.themes for p in found))
        return [k for k in order if k in covered], "statement"
    return None, "unknown"
