"""Options of a search as they are typed: Chinese words and codes are both taken."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from windowdesk.domain.clock import Light
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import read_day
from windowdesk.domain.states import STATE_LABEL, CaseState
from windowdesk.services.case_filter import Period
from windowdesk.services.filter_words import Named
from windowdesk.services.worklists import Queue

QUEUE_LABEL: Mapping[Queue, str] = MappingProxyType(
    {
        Queue.RECEIVED: "待受理",
        Queue.UNCLAIMED: "待领办",
        Queue.REVIEW: "审批",
        Queue.ISSUE: "出件",
    }
)
LIGHT_WORD: Mapping[Light, str] = MappingProxyType(
    {Light.RED: "红", Light.AMBER: "黄", Light.GREEN: "绿", Light.GREY: "灰", Light.BLUE: "蓝"}
)
_MOST_NAMED = 6
_BETWEEN = re.compile(r"\.\.|~|～|至")
_Code = TypeVar("_Code", bound=Enum)


def queue_of(typed: str) -> Queue:
    """Return the queue with a Chinese or English name."""
    return coded(typed, QUEUE_LABEL, "which", "队列")


def state_of(typed: str) -> CaseState | None:
    """Return the state with a Chinese or English name, None for ''."""
    return coded(typed, STATE_LABEL, "state", "情况") if typed else None


def light_named(typed: str) -> Light | None:
    """Return the light with a Chinese (红 or 红灯) or English name, None for ''."""
    return coded(typed.removesuffix("灯"), LIGHT_WORD, "light", "灯") if typed else None


def period_of(typed: str, option: str) -> Period | None:
    """Read 2026-11-01..2026-11-20, or one day; None for ''. DomainError at ``option``."""
    if not typed:
        return None
    days = [read_day(part) for part in _BETWEEN.split(typed)]
    if len(days) > len(("first", "last")):
        raise DomainError(f"“{typed}”写得不对。写成 2026-11-01..2026-11-20。", option)
    return Period(days[0], days[-1])


def named(typed: str, known: Sequence[Named], what: str) -> str:
    """Return the code of what was typed: a code, a name, or what only one name contains."""
    if not typed:
        return ""
    exact = [one.code for one in known if typed in (one.code, one.name)]
    part = [one for one in known if typed in one.name]
    if exact or len(part) == 1:
        return exact[0] if exact else part[0].code
    raise DomainError(_not_one(typed, part or known, what))


def coded(typed: str, labels: Mapping[_Code, str], option: str, what: str) -> _Code:
    """Return what was typed as its code or as its Chinese word; DomainError with what there is."""
    for code, label in labels.items():
        if typed in (code.value, label):
            return code
    choices = "、".join(f"{label}（{code.value}）" for code, label in labels.items())
    raise DomainError(f"没有“{typed}”这个{what}。能写的：{choices}。", option)


def _not_one(typed: str, choices: Iterable[Named], what: str) -> str:
    names = [one.name for one in choices]
    more = "等" if len(names) > _MOST_NAMED else ""
    listed = "、".join(names[:_MOST_NAMED])
    return f"不知道“{typed}”是哪个{what}。有：{listed}{more}。"
