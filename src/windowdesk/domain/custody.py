"""Who holds the originals of a case: at any moment each has exactly one holder.

Rules on records; the verbs are in ``custody_case.py``. An original is in the house while somebody
on the staff holds it, and out of it with the applicant, with another organ or in the archive.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.case_record import CaseRecord
from windowdesk.domain.centre import window_label
from windowdesk.domain.custody_records import CustodyBefore, HandoverSlip, Original
from windowdesk.domain.event import Actor
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import Turns

APPLICANT = "申请人"
BACK_OFFICE = "后台"
TO_APPLICANT = "退还申请人"
WINDOW_ENDS = window_label("")
_OVER = frozenset(
    (
        CaseState.NOT_REQUIRED,
        CaseState.NOT_COMPETENT,
        CaseState.REFUSED,
        CaseState.TERMINATED,
        CaseState.WITHDRAWN,
        CaseState.DELIVERED,
        CaseState.ARCHIVED,
    )
)


@dataclass(frozen=True)
class CustodyLine:
    """One original in the house as lists show it; ``slip`` is the open one it is going out by.

    ``department`` is that of its place, empty at a window.
    """

    original: Original
    department: str
    slip: HandoverSlip | None


def place_of(who: Actor) -> str:
    """Return where somebody keeps what he holds: his department, or his window."""
    return who.department or (window_label(who.window) if who.window else BACK_OFFICE)


def department_at(place: str) -> str:
    """Return the department that a place is; empty for windows and posts above departments."""
    return "" if place == BACK_OFFICE or place.endswith(WINDOW_ENDS) else place


def acts_for(who: Actor, login: str) -> bool:
    """Tell whether somebody is the one with this login, or stands in for him."""
    return bool(login) and (login == who.login or who.place_of(login) is not None)


def originals_of(case: CaseRecord) -> tuple[Original, ...]:
    """Return all originals that ever came into custody, those that went out again too.

    A case from before custody was kept has them where it was received.
    """
    known = case.turns.originals
    if known or case.turns.custody_before is not None:
        return known
    name = case.accepter_name if case.accepter == case.received_by else case.received_by
    place = window_label(case.window) if case.window else BACK_OFFICE
    over = case.delivered_at is not None or case.outcomes.departure is not None
    holder = ("", APPLICANT, "") if over else (case.received_by, name, place)
    return tuple(
        Original(m.code or m.name, m.name, m.originals, *holder, case.received_at)
        for m in case.application.materials
        if m.originals and not m.returned
    )


def originals_in_house(case: CaseRecord) -> tuple[Original, ...]:
    """Return the originals that somebody on the staff answers for."""
    return tuple(one for one in originals_of(case) if one.holder)


def originals_to_give_back(case: CaseRecord) -> tuple[Original, ...]:
    """Return those in the house that the applicant gets back, as the item says (是否退还).

    All others stay in the file.
    """
    his = {m.code for m in case.item.materials if m.returned}
    return tuple(one for one in originals_in_house(case) if one.code in his)


def wanted_back_on(case: CaseRecord, one: Original) -> date | None:
    """Return when an original is wanted back from its holder; None where nobody waits for it.

    A slip may say a day. What the applicant gets back is due when his case is over.
    """
    slip = slip_of(case.turns, one.slip)
    if case.state in _OVER and one in originals_to_give_back(case):
        return local_date(case.decided_at or one.since)
    return slip.back_by if slip else None


def in_transit(turns: Turns) -> frozenset[str]:
    """Return the codes of originals that lie under an open slip."""
    return frozenset(code for slip in turns.slips if slip.is_open for code in slip.codes)


def slip_of(turns: Turns, number: str) -> HandoverSlip | None:
    """Return the slip with this number; None if the case has none such."""
    return next((slip for slip in turns.slips if slip.number == number), None)


def custody_lines(case: CaseRecord) -> tuple[CustodyLine, ...]:
    """Return one line for each original that is to be on a shelf or on its way.

    What stays in the file of a case whose result was handed out lies in that file until the
    archive takes it over: nobody looks for it each evening.
    """
    slips = {code: slip for slip in case.turns.slips if slip.is_open for code in slip.codes}
    return tuple(
        CustodyLine(one, department_at(one.place), slips.get(one.code))
        for one in originals_in_house(case)
        if one.code in slips or not _is_filed(case, one)
    )


def _is_filed(case: CaseRecord, one: Original) -> bool:
    done = case.state in {CaseState.DELIVERED, CaseState.ARCHIVED}
    at_home = department_at(one.place) in {"", case.department}
    return done and at_home and one not in originals_to_give_back(case)


def at_hand(turns: Turns, who: Actor) -> tuple[Original, ...]:
    """Return what ``who`` can give out now: what he holds and is not under way.

    A deputy has in hand what the one holds whom he stands in for.
    """
    away = in_transit(turns)
    return tuple(
        one for one in turns.originals if acts_for(who, one.holder) and one.code not in away
    )


def at_windows(turns: Turns) -> tuple[Original, ...]:
    """Return what lies at a window and is not under way: any window may give it back."""
    away = in_transit(turns)
    return tuple(
        one
        for one in turns.originals
        if one.holder and one.place.endswith(WINDOW_ENDS) and one.code not in away
    )


def names_of(originals: Iterable[Original]) -> str:
    """Return 户口簿1份、房产证2份."""
    return "、".join(f"{one.name}{one.count}份" for one in originals)


def remember(case: CaseRecord) -> None:
    """Keep custody as it is, so that the act that is being done can be taken back."""
    before = CustodyBefore(case.turns.originals, case.turns.slips)
    case.turns = replace(case.turns, custody_before=before)


def restore(case: CaseRecord) -> None:
    """Put custody back to what ``remember`` kept."""
    before = case.turns.custody_before
    if before is not None:
        case.turns = replace(case.turns, originals=before.originals, slips=before.slips)


def settle(case: CaseRecord, by: Actor, at: datetime) -> None:
    """Take in what the material list says came in, give back what it says was only shown.

    What somebody else holds stays with him, whatever the list says: a list moves no paper. In a
    case from before custody was kept, ``by`` has the list in hand and with it what it lists.
    """
    away = in_transit(case.turns)
    known = {one.code: one for one in case.turns.originals}
    for m in case.application.materials:
        code, kept = m.code or m.name, 0 if m.returned else m.originals
        held = known.get(code)
        if held is None or (not held.holder and held.holder_name == APPLICANT):
            if kept:
                known[code] = _came_in(code, m.name, kept, by, at)
        elif held.holder and kept:
            known[code] = replace(held, count=kept)
        elif held.holder == by.login and code not in away:
            known[code] = out_of_house(held, APPLICANT, at, "")
    case.turns = replace(case.turns, originals=tuple(known.values()))


def move_out(
    case: CaseRecord, codes: Collection[str], whereto: str, at: datetime, number: str
) -> None:
    """Let originals leave the house: to the applicant, to another organ, into the archive."""
    case.turns = replace(
        case.turns,
        originals=tuple(
            out_of_house(one, whereto, at, number) if one.code in codes else one
            for one in originals_of(case)
        ),
    )


def move_in(case: CaseRecord, codes: Collection[str], by: Actor, at: datetime, number: str) -> None:
    """Let originals come to ``by``, under the slip ``number``."""
    case.turns = replace(
        case.turns,
        originals=tuple(
            replace(
                one,
                holder=by.login,
                holder_name=by.name,
                place=place_of(by),
                since=at,
                slip=number,
                note="",
            )
            if one.code in codes
            else one
            for one in originals_of(case)
        ),
    )


def out_of_house(one: Original, whereto: str, at: datetime, number: str) -> Original:
    """Return an original as one that nobody here holds any more."""
    return replace(one, holder="", holder_name=whereto, place="", since=at, slip=number, note="")


def _came_in(code: str, name: str, count: int, by: Actor, at: datetime) -> Original:
    return Original(code, name, count, by.login, by.name, place_of(by), at)
