"""The people of random lives as actors, and the items as the catalogue would have them."""

from dataclasses import replace
from datetime import date

from tests.domain.builders import (
    ALONE,
    APPROVER,
    CLERK,
    HEAD,
    ISSUER,
    ITEM,
    OTHER_REVIEWER,
    REVIEWER,
)
from tests.domain.lives.days import Limit
from tests.domain.lives.kinds import KINDS, NAMES, ORIGINALS, PROOF, TOLERABLE, Kind
from windowdesk.domain.duties import Role
from windowdesk.domain.event import Actor
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import AcceptanceMode, DecidedLevel, MaterialForm, ServiceType
from windowdesk.domain.item_parts import Material, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.materials import HandedIn, MaterialState

STRANGER = Actor("meifen", "杨美芬", "", frozenset((Role.REVIEWER,)), "民政")
ARCHIVIST = Actor("dangan", "尹档安", "", frozenset((Role.ARCHIVIST,)))
ADMIN = Actor("guanli", "管立", "", frozenset((Role.ADMIN,)))
ACTORS = {
    one.login: one
    for one in (
        CLERK,
        REVIEWER,
        OTHER_REVIEWER,
        STRANGER,
        APPROVER,
        HEAD,
        ISSUER,
        ARCHIVIST,
        ADMIN,
        ALONE,
    )
}
_UNITS = {"wd": LimitUnit.WORKDAY, "cd": LimitUnit.CALENDAR_DAY, "mo": LimitUnit.MONTH}
LONGEST = TimeLimit(15, LimitUnit.WORKDAY)
LOCAL_BASIS = "《云岭镇办件规则》第十二条"


def _limit(limit: Limit) -> TimeLimit:
    return TimeLimit(limit[0], _UNITS[limit[1]])


def _item(name: str, kind: Kind) -> Item:
    procedures = (
        SpecialProcedure("鉴定", "《行政许可法》第四十五条", LONGEST),
        SpecialProcedure("公示", LOCAL_BASIS, None),
    )
    return replace(
        ITEM,
        item_id=name,
        code=name,
        promised_limit=_limit(kind.promise),
        statutory_limit=_limit(kind.law),
        service_type=ServiceType.IMMEDIATE if kind.immediate else ServiceType.PROMISE,
        decided_level=DecidedLevel.COUNTY if kind.county else DecidedLevel.TOWN,
        acceptance_mode=AcceptanceMode.SEPARATE if kind.separate else ITEM.acceptance_mode,
        tolerable=kind.tolerant,
        lapse_ends=None if kind.lapse_ends else False,
        joint_organs=("自然资源所",) if kind.joint else (),
        special_procedures=procedures if kind.procedures else (),
        effective_from=date(2026, 1, 1),
        materials=tuple(
            Material(
                code,
                NAMES[code],
                required=True,
                form=MaterialForm.ORIGINAL,
                tolerable=code in TOLERABLE,
                promisable=code == PROOF,
            )
            for code in NAMES
        ),
    )


ITEMS = {name: _item(name, kind) for name, kind in KINDS.items()}


def line(code: str, name: str = "", *, there: bool = True) -> HandedIn:
    """Return one line of a material list: with its paper, or missing."""
    state = MaterialState.PRESENT if there else MaterialState.MISSING
    kept = int(there and code in ORIGINALS)
    copies = int(there and code == PROOF)
    return HandedIn(code, name or NAMES[code], True, state, kept, copies, pages=1)


def handed_in(missing: frozenset[str], *, promised: bool) -> tuple[HandedIn, ...]:
    """Return the material list of a case as it comes to the window."""
    lines = tuple(line(code, there=code not in missing) for code in NAMES)
    if not promised:
        return lines
    taken = MaterialState.PROMISED
    return tuple(replace(m, state=taken, copies=0) if m.code == PROOF else m for m in lines)
