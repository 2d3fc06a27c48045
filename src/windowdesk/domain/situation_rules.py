"""Rules of situations: which are asked, which can hold together, which limits they set."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.situations import Situation

FIELD = "situations"


@dataclass(frozen=True)
class SituationQuestion:
    """What the clerk asks: of a ``group`` one answer holds, without one any number may."""

    group: str
    text: str
    answers: tuple[Situation, ...]


def asked(situations: Sequence[Situation], chosen: Collection[str]) -> tuple[Situation, ...]:
    """Return what is asked while ``chosen`` hold: each inside its ``within`` only."""
    by_code = {one.code: one for one in situations}
    return tuple(one for one in situations if _is_asked(one, by_code, chosen))


def questions(
    situations: Sequence[Situation], chosen: Collection[str]
) -> tuple[SituationQuestion, ...]:
    """Return the questions that are asked while ``chosen`` hold, in the order of the item.

    What belongs to no group is one question of its own, for each ``within`` and each wording one.
    """
    found: dict[tuple[str, str, str], list[Situation]] = {}
    for one in asked(situations, chosen):
        key = (one.group, "", "") if one.group else ("", one.within, one.question)
        found.setdefault(key, []).append(one)
    return tuple(
        SituationQuestion(group, question_text(answers), tuple(answers))
        for (group, _within, _question), answers in found.items()
    )


def question_text(answers: Sequence[Situation]) -> str:
    """Return what is asked of these answers; "" where nothing was written."""
    told = next((one.question for one in answers if one.question), "")
    return told or answers[0].group


def open_groups(situations: Sequence[Situation], chosen: Collection[str]) -> tuple[str, ...]:
    """Return the groups that are asked and have no answer yet."""
    return tuple(
        question.group
        for question in questions(situations, chosen)
        if question.group and not any(one.code in chosen for one in question.answers)
    )


def tidied(situations: Sequence[Situation], chosen: Collection[str]) -> tuple[str, ...]:
    """Return ``chosen`` without what is no longer asked, in the order of the item."""
    kept = {one.code for one in situations} & set(chosen)
    while True:
        still = {one.code for one in asked(situations, kept)} & kept
        if still == kept:
            return tuple(one.code for one in situations if one.code in kept)
        kept = still


def with_answer(
    situations: Sequence[Situation], chosen: Collection[str], code: str
) -> tuple[str, ...]:
    """Return ``chosen`` after ``code`` was ticked: what it shuts out goes off, or itself."""
    if code in chosen:
        return tidied(situations, set(chosen) - {code})
    ticked = next(one for one in situations if one.code == code)
    kept = {one.code for one in situations if one.code in chosen and not shut_out(ticked, one)}
    return tidied(situations, kept | {code})


def shut_out(one: Situation, other: Situation) -> bool:
    """Tell whether two situations cannot hold together."""
    same_group = bool(one.group) and one.group == other.group and one.code != other.code
    return same_group or other.code in one.excludes or one.code in other.excludes


def check_chosen(situations: Sequence[Situation], chosen: Sequence[str]) -> None:
    """Raise DomainError if ``chosen`` holds an unknown code, one not asked, or two that clash."""
    by_code = {one.code: one for one in situations}
    for code in chosen:
        one = by_code.get(code)
        if one is None:
            raise DomainError(f"这一版事项没有情形 {code}。重新勾选情形。", FIELD)
        if not _is_asked(one, by_code, chosen):
            outer = by_code[one.within].label if one.within in by_code else one.within
            raise DomainError(f"“{one.label}”只在“{outer}”时才有。去掉一种，或补选。", FIELD)
    held = [by_code[code] for code in chosen]
    for place, one in enumerate(held):
        for other in held[place + 1 :]:
            if shut_out(one, other):
                raise DomainError(f"“{one.label}”和“{other.label}”只能选一种。去掉一种。", FIELD)


def require_answers(situations: Sequence[Situation], chosen: Collection[str]) -> None:
    """Raise DomainError if a question that is asked has no answer yet."""
    for question in questions(situations, chosen):
        if question.group and not any(one.code in chosen for one in question.answers):
            labels = "、".join(one.label for one in question.answers)
            raise DomainError(f"还没选“{question.text}”：{labels}。选一种。", FIELD)


def limit_in(
    situations: Sequence[Situation], chosen: Collection[str], *, statutory: bool
) -> TimeLimit | None:
    """Return the limit that a situation sets in place of the item's, None if none does.

    Of several the most special one counts: the one that is asked deepest within others.
    """
    by_code = {one.code: one for one in situations}
    best: tuple[int, TimeLimit] | None = None
    for one in situations:
        limit = one.statutory_limit if statutory else one.promised_limit
        if limit is None or one.code not in chosen:
            continue
        depth = len(ancestors(one, by_code))
        if best is None or depth > best[0]:
            best = (depth, limit)
    return best[1] if best else None


def ancestors(one: Situation, by_code: dict[str, Situation]) -> tuple[str, ...]:
    """Return the codes that must hold before ``one`` is asked; a circle ends where it closes."""
    found: list[str] = []
    outer = one.within
    while outer and outer not in found:
        found.append(outer)
        outer = by_code[outer].within if outer in by_code else ""
    return tuple(found)


def combinations(situations: Sequence[Situation]) -> Iterator[tuple[str, ...]]:
    """Return every complete answer to all questions: each asked group has exactly one."""
    yield from _completed(situations, (), 0)


def _completed(
    situations: Sequence[Situation], chosen: tuple[str, ...], place: int
) -> Iterator[tuple[str, ...]]:
    while place < len(situations) and not _may_add(situations, chosen, situations[place]):
        place += 1
    if place == len(situations):
        if not open_groups(situations, chosen) and tidied(situations, chosen) == chosen:
            yield chosen
        return
    yield from _completed(situations, (*chosen, situations[place].code), place + 1)
    yield from _completed(situations, chosen, place + 1)


def _may_add(situations: Sequence[Situation], chosen: tuple[str, ...], one: Situation) -> bool:
    held = [other for other in situations if other.code in chosen]
    # What stands later may be the outer question: whether it is asked is judged at the end.
    return not any(shut_out(one, other) for other in held)


def _is_asked(one: Situation, by_code: dict[str, Situation], chosen: Collection[str]) -> bool:
    return all(code in chosen and code in by_code for code in ancestors(one, by_code))
