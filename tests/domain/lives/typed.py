"""What somebody types who has only the notebook: which names, codes, days and receivers."""

from datetime import date

from tests.domain.lives.asked import Asked, latest_gap_day, within_reach
from tests.domain.lives.days import DAY, day_of
from tests.domain.lives.kinds import EXTRA, NAMES, PROOF
from tests.domain.lives.model import Model


def asked_names(m: Model, how: str) -> tuple[str, ...]:
    """Return what a notice asks for."""
    lacking = [NAMES[code] for code in sorted(m.missing)]
    wanted = tuple(dict.fromkeys((*lacking, *m.asked_for)))
    if how == "more":
        return tuple(dict.fromkeys((*wanted, EXTRA)))
    if how == "asks for the promised":
        return tuple(dict.fromkeys((*wanted, NAMES[PROOF])))
    if how == "leaves one out" and wanted:
        return wanted[1:]
    return wanted or (EXTRA,)


def supplied_names(m: Model, how: str) -> tuple[str, ...]:
    """Return what comes in for a notice."""
    if how == "strange":
        return ("结婚证",)
    return {"all": m.asked_for, "one": m.asked_for[:1]}.get(how, ())


def gap_until(m: Model, one: Asked) -> date | None:
    """Return the day that a promise of late materials names."""
    today, latest = day_of(one.now), latest_gap_day(m, one.now)[1]
    return {"today": today, "one day": today + DAY, "too late": latest + DAY}.get(one.how, latest)


def named_codes(m: Model, how: str) -> tuple[str, ...]:
    """Return which late materials come in."""
    waiting = tuple(sorted(m.open_gaps))
    return {"all": waiting, "one": waiting[:1]}.get(how, ())


def receiver(how: str) -> str:
    """Return the login or the place that originals go to."""
    return how if how not in {"one", "others'"} else "民政"


def pass_codes(m: Model, one: Asked) -> tuple[str, ...]:
    """Return the originals that an act of custody names."""
    if one.act == "return_originals":
        mine = tuple(code for code in m.custody if within_reach(m, code, one.who))
    else:
        mine = m.at_hand(one.who)
    if one.how == "others'":
        return tuple(code for code in m.custody if code not in mine)
    return mine[:1] if one.how == "one" else mine
