"""Which other departments a case waits for (并联审查)."""

from windowdesk.domain.clock_words import short_date
from windowdesk.domain.turns import Opinion, Turns


def open_opinions(turns: Turns) -> tuple[Opinion, ...]:
    """Return the questions that wait for an answer."""
    return tuple(one for one in turns.opinions if one.is_open)


def waits_for(turns: Turns) -> str:
    """Say whose answer is open and what to do; empty where nobody's is."""
    waiting = open_opinions(turns)
    if not waiting:
        return ""
    names = "、".join(f"{one.department}（{short_date(one.until)}前）" for one in waiting)
    return f"还在等意见：{names}。等他们答复，或写明原因不再等。"


def called_departments(turns: Turns) -> frozenset[str]:
    """Return the departments that are asked, are sent originals or keep some.

    They see the case meanwhile.
    """
    asked = {one.department for one in open_opinions(turns)}
    sent = {slip.receiver_place for slip in turns.slips if slip.is_open}
    return frozenset(asked | sent | {one.place for one in turns.originals if one.holder})
