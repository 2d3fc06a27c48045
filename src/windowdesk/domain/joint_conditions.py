"""Conditions of a member's item, told in the situations of the whole bundle."""

from collections.abc import Iterable, Iterator, Mapping

from windowdesk.domain.conditions import Way, parse_condition

# A situation of a member: its code in the bundle, or whether it holds anyway.
Told = Mapping[str, str | bool]


def joint_ways(condition: str, told: Told, switch: str) -> tuple[Way, ...]:
    """Return when a member's condition holds while the member is done at all (``switch``).

    () where it never does.
    """
    ways = parse_condition(condition).ways or (Way(frozenset(), frozenset()),)
    return tuple(dict.fromkeys(_joint(ways, told, switch)))


def condition_text(ways: Iterable[Way]) -> str:
    """Return ways as a condition; the caller leaves out what has none."""
    return "|".join(
        "+".join((*sorted(way.wanted), *(f"!{code}" for code in sorted(way.barred))))
        for way in _least(tuple(ways))
    )


def _least(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Leave out ways that ask for more than another one."""
    return tuple(way for way in ways if not any(_is_wider(o, way) for o in ways if o != way))


def _is_wider(other: Way, way: Way) -> bool:
    return other.wanted <= way.wanted and other.barred <= way.barred


def _joint(ways: Iterable[Way], told: Told, switch: str) -> Iterator[Way]:
    for way in ways:
        wanted = [told.get(code, False) for code in way.wanted]
        barred = [told.get(code, False) for code in way.barred]
        if False in wanted or True in barred:
            continue
        asked = frozenset((switch, *(code for code in wanted if isinstance(code, str))))
        shut = frozenset(code for code in barred if isinstance(code, str))
        if not asked & shut:
            yield Way(asked, shut)
