"""Who may do what: one matrix for services, buttons and the database."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A duty of an account (domain.md §1.1)."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    HEAD = "head"
    ISSUER = "issuer"
    ARCHIVIST = "archivist"
    SUPERVISOR = "supervisor"
    COUNTY = "county"
    AGENT = "agent"
    ADMIN = "admin"
    SYSTEM = "system"


ROLE_LABEL: Mapping[Role, str] = MappingProxyType(
    {
        Role.CLERK: "综合窗口人员",
        Role.REVIEWER: "承办人",
        Role.APPROVER: "分管领导",
        Role.HEAD: "机关负责人",
        Role.ISSUER: "出件人员",
        Role.ARCHIVIST: "档案员",
        Role.SUPERVISOR: "督办人员",
        Role.COUNTY: "县级部门",
        Role.AGENT: "代办员",
        Role.ADMIN: "系统管理员",
        Role.SYSTEM: "系统",
    }
)


class Act(StrEnum):
    """What an account can do besides moving a case."""

    SEE_CASES = "see_cases"
    ADVISE = "advise"
    SEE_FULL_ID = "see_full_id"
    REPRINT = "reprint"
    SEAL_PAPER = "seal_paper"
    EXPORT_PAPER = "export_paper"
    VERIFY = "verify"
    SEAL_DAY = "seal_day"
    EXPORT_LIST = "export_list"
    EXPORT_EVIDENCE = "export_evidence"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    ORDER_STAND_INS = "order_stand_ins"
    MANAGE_CENTRE = "manage_centre"
    MANAGE_CATALOGUE = "manage_catalogue"


# In a township those who decide also review: whatever a reviewer may do with a case, they may.
DECIDING = frozenset((Role.APPROVER, Role.HEAD))
REVIEWING = DECIDING | {Role.REVIEWER}
_DESK = (Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.HEAD, Role.ISSUER)

ACT_ROLES: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.SEE_CASES: frozenset((*_DESK, Role.ARCHIVIST, Role.SUPERVISOR)),
        Act.ADVISE: frozenset((Role.CLERK, Role.AGENT)),
        Act.SEE_FULL_ID: frozenset((*_DESK, Role.SUPERVISOR)),
        Act.REPRINT: frozenset((*_DESK, Role.ARCHIVIST)),
        Act.SEAL_PAPER: frozenset(_DESK),
        Act.EXPORT_PAPER: frozenset((*_DESK, Role.ARCHIVIST, Role.SUPERVISOR)),
        Act.SEAL_DAY: frozenset((*_DESK, Role.SUPERVISOR)),
        Act.VERIFY: frozenset((Role.SUPERVISOR, Role.HEAD, Role.ADMIN)),
        # A list leaves the house with many people in it: those who answer for the work take it out.
        Act.EXPORT_LIST: frozenset((Role.APPROVER, Role.HEAD, Role.SUPERVISOR, Role.ARCHIVIST)),
        # A bundle shows one person whole: those who answer for it give it away.
        Act.EXPORT_EVIDENCE: frozenset((Role.HEAD, Role.SUPERVISOR, Role.ARCHIVIST)),
        Act.SEE_AUDIT: frozenset((Role.SUPERVISOR, Role.ADMIN)),
        Act.MANAGE_ACCOUNTS: frozenset((Role.ADMIN,)),
        Act.ORDER_STAND_INS: frozenset((Role.ADMIN, Role.HEAD)),
        Act.MANAGE_CENTRE: frozenset((Role.ADMIN,)),
        Act.MANAGE_CATALOGUE: frozenset((Role.ADMIN,)),
    }
)

# Who stands in for somebody does his work on cases; the house's own books are not lent.
NEVER_LENT = frozenset((Act.SEE_AUDIT, Act.ORDER_STAND_INS))


def who_may(roles: Iterable[Role]) -> str:
    """Name the duties in one phrase, for a sentence that says who may act."""
    return "、".join(ROLE_LABEL[role] for role in Role if role in set(roles))
