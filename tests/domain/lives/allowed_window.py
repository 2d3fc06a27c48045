"""What the reference asks of an act at the window, of late materials, endings and decisions."""

from collections.abc import Mapping

from tests.domain.lives.asked import Asked, Condition, latest_gap_day, within_reach
from tests.domain.lives.days import day_of
from tests.domain.lives.kinds import NAMES, TOLERABLE
from tests.domain.lives.model import Model


def _in_time(m: Model, one: Asked) -> bool:
    return not m.is_silent(one.now)


def _refusal(m: Model, one: Asked) -> bool:
    return _in_time(m, one) and one.how in {"returned", "kept"}


def _direct(m: Model, one: Asked) -> bool:
    """收受分离: the window only receives, the department accepts."""
    return not m.kind.separate or "REV" in one.duties


def _complete(m: Model) -> bool:
    return not m.missing and not m.unpromised


def _accept(m: Model, one: Asked) -> bool:
    whole = not m.unpromised and (one.how == "brought" or not m.missing)
    return _in_time(m, one) and _direct(m, one) and whole


def _supplement(m: Model, one: Asked) -> bool:
    """Everything at once; nothing that a commitment replaces."""
    has_promise = m.promised or m.unpromised
    lacking = {NAMES[code] for code in m.missing} | set(m.asked_for)
    leaves_out = one.how == "leaves one out" and len(lacking) > 0
    if one.how == "asks for the promised" and has_promise:
        return False
    if leaves_out:
        return False
    return _in_time(m, one)


def _deficient(m: Model, one: Asked) -> bool:
    kind = m.kind
    if kind.immediate or kind.separate or not kind.tolerant or m.unpromised:
        return False
    if not m.missing or not m.missing <= TOLERABLE or not _in_time(m, one):
        return False
    return one.how in {"good", "one day"} and latest_gap_day(m, one.now)[0]


def _supply(m: Model, one: Asked) -> bool:
    return one.how in {"all", "one"} and bool(m.asked_for)


def _supplemented(m: Model, one: Asked) -> bool:
    return m.supplied_at is not None and _complete(m) and _direct(m, one)


def _lapsed(m: Model, one: Asked) -> bool:
    until = m.told_until
    return one.good and m.kind.lapse_ends and until is not None and until < day_of(one.now)


def _leaves(m: Model, one: Asked) -> bool:
    """Ask that what goes back lies where it can be given out."""
    if one.how not in {"none", "all"}:
        return False
    return one.how == "none" or all(within_reach(m, c, one.who) for c in m.in_house())


def _fill(m: Model, one: Asked) -> bool:
    return one.how in {"all", "one"} and bool(m.open_gaps) and not m.gap_lapsed(day_of(one.now))


def _extend_gap(m: Model, one: Asked) -> bool:
    if not m.open_gaps:
        return False
    return one.how == "head" or (one.how == "himself" and "HED" in one.duties)


def _has_gap(m: Model, one: Asked) -> bool:
    return one.good and bool(m.open_gaps)


def _not_waived(m: Model, one: Asked) -> bool:
    return _has_gap(m, one) and m.deferral is not None and not m.deferral.waived


def _lapse_gap(m: Model, one: Asked) -> bool:
    return _not_waived(m, one) and m.gap_lapsed(day_of(one.now))


def _commit(m: Model, _one: Asked) -> bool:
    return m.unpromised


def _check(m: Model, one: Asked) -> bool:
    return one.how in {"true", "false"} and any(not p.ruled for p in m.promises)


def _rule(m: Model, one: Asked) -> bool:
    return one.good and any(p.is_true is False and not p.ruled for p in m.promises)


def _terminate(_m: Model, one: Asked) -> bool:
    return one.how in {"deceased", "other"}


def _end_early(_m: Model, one: Asked) -> bool:
    return one.how == "deceased"


def _at_once(m: Model, one: Asked) -> bool:
    return one.good and m.kind.immediate and not m.missing


def nothing_open(m: Model) -> bool:
    """No question, no gap without a waiver, no false commitment without a ruling."""
    gap = bool(m.open_gaps) and not (m.deferral and m.deferral.waived)
    false = any(one.is_true is False and not one.ruled for one in m.promises)
    return not (m.opinions or gap or false)


def _apart(m: Model, one: Asked) -> bool:
    """Ask for two persons to accept and to decide, save where the head excepts one."""
    if m.kind.immediate or m.accepter != one.who or one.how == "exception":
        return True
    return one.how == "self-exception" and "HED" in one.duties


def _approve(m: Model, one: Asked) -> bool:
    whole = m.missing <= m.open_gaps
    return one.how != "no content" and whole and nothing_open(m) and _apart(m, one)


def _deny(m: Model, one: Asked) -> bool:
    return one.how in {"good", "exception"} and nothing_open(m) and _apart(m, one)


def _settle(m: Model, one: Asked) -> bool:
    return one.good and m.deemed


AT_WINDOW: Mapping[str, Condition] = {
    "not_required": _refusal,
    "not_competent": _refusal,
    "refuse": _refusal,
    "start_correction": lambda m, one: one.good and _in_time(m, one),
    "request_supplement": _supplement,
    "accept": _accept,
    "accept_deficient": _deficient,
    "deem_accepted": lambda m, one: m.is_silent(one.now),
    "supply": _supply,
    "accept_supplemented": _supplemented,
    "lapse_supplement": _lapsed,
    "take_back": _leaves,
    "end_before_acceptance": _end_early,
    "approve": _approve,
    "deny": _deny,
    "decide_at_once": _at_once,
    "fill_gap": _fill,
    "extend_gap": _extend_gap,
    "remind_gap": _has_gap,
    "waive_gap": _not_waived,
    "lapse_gap": _lapse_gap,
    "commit": _commit,
    "check_commitment": _check,
    "rule_on_commitment": _rule,
    "withdraw": _leaves,
    "terminate": _terminate,
    "settle_materials": _settle,
}
