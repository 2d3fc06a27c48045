"""The grammar of conditions over situations: ``a``, ``a+b``, ``a|b``, ``!a``, ``a+!b|c``."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from windowdesk.domain.errors import DomainError

_SIGNS = re.compile(r"[+|!\s]")


@dataclass(frozen=True)
class Way:
    """One way to fulfil a condition: all of ``wanted`` hold and none of ``barred``."""

    wanted: frozenset[str]
    barred: frozenset[str]

    def holds(self, codes: Collection[str]) -> bool:
        """Tell whether it is fulfilled where ``codes`` hold."""
        held = frozenset(codes)
        return self.wanted <= held and not self.barred & held


@dataclass(frozen=True)
class Condition:
    """Fulfilled if one of its ways is; without any way it always is."""

    ways: tuple[Way, ...]

    @property
    def codes(self) -> frozenset[str]:
        """All codes that it names."""
        return frozenset().union(*(way.wanted | way.barred for way in self.ways))

    def holds(self, codes: Collection[str]) -> bool:
        """Tell whether it is fulfilled where ``codes`` hold."""
        return not self.ways or any(way.holds(codes) for way in self.ways)


@cache
def parse_condition(text: str) -> Condition:
    """Read a condition; "" always holds. ``+`` binds closer than ``|``. DomainError if it is none.

    A case may be older than today's rules, so what was stored is read by this same function.
    """
    if not text.strip():
        return Condition(())
    return Condition(tuple(_way(part, text) for part in text.split("|")))


def is_plain_code(code: str) -> bool:
    """Tell whether ``code`` can stand in a condition: no blank and none of its signs."""
    return bool(code) and not _SIGNS.search(code)


def _way(text: str, whole: str) -> Way:
    wanted: set[str] = set()
    barred: set[str] = set()
    for term in text.split("+"):
        bare = term.strip()
        code = bare.removeprefix("!").strip()
        if not is_plain_code(code):
            raise DomainError(
                f"条件“{whole}”写得不对。写情形编码：a+b 都要，a|b 有一个就行，!a 没有才行。",
                "condition",
            )
        (barred if bare.startswith("!") else wanted).add(code)
    return Way(frozenset(wanted), frozenset(barred))
