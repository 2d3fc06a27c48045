"""Loads the centre's rule for late materials from the content folder."""

from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.gap_rules import USUAL_GAP_RULE, GapRule
from windowdesk.services.content_table import ContentTable

_FILE = "deferral.toml"
_COUNTS = ("before_promise", "longest", "check_days")
_MOST = 365


def load_gap_rule(assets: Assets) -> GapRule:
    """Return the rule; EnvironmentProblem names what cannot stand in the file."""
    table = ContentTable.read(assets.path("resources", _FILE))
    usual = USUAL_GAP_RULE
    counts = {}
    for key in _COUNTS:
        given = table.number(key)
        counts[key] = getattr(usual, key) if given is None else given
        if not 0 <= counts[key] <= _MOST:
            raise EnvironmentProblem(f"{table.path} 的 {key} 写 0 至 {_MOST} 的整数。")
    return GapRule(**counts, basis=table.text("basis"))
