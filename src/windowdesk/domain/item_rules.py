"""Checks the rules of an item against each other, before anybody is asked by them."""

from collections.abc import Iterator

from windowdesk.domain.conditions import Condition, Way, is_plain_code, parse_condition
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_parts import Material
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.situation_rules import ancestors, shut_out
from windowdesk.domain.situations import Situation
from windowdesk.domain.step_limits import AT_WINDOW, STEP_LABEL

_LEAST_OF_A_CHOICE = 2


def check_item_rules(item: Item) -> tuple[str, ...]:
    """Return in Chinese, a sentence each, what contradicts itself in situations and materials.

    An empty answer means: every question can be asked and answered, every material can be asked
    for, no promise lasts longer than the law allows.
    """
    checks = (_codes, _groups, _nesting, _exclusions, _conditions, _choices, _limits, _steps)
    return tuple(dict.fromkeys(text for check in checks for text in check(item)))


def _codes(item: Item) -> Iterator[str]:
    for what, codes in (
        ("情形", [one.code for one in item.situations]),
        ("材料", [one.code for one in item.materials]),
    ):
        for code in dict.fromkeys(codes):
            if codes.count(code) > 1:
                yield f"{what}编码 {code} 用了 {codes.count(code)} 次。改成不同的编码。"
    for one in item.situations:
        if not is_plain_code(one.code):
            yield f"情形编码“{one.code}”里有空格或 + | !。换成只有字母和数字的编码。"
        if not one.label.strip():
            yield f"情形 {one.code} 没有名称。写上窗口怎么说。"


def _groups(item: Item) -> Iterator[str]:
    groups: dict[str, list[Situation]] = {}
    for one in item.situations:
        if one.group:
            groups.setdefault(one.group, []).append(one)
    for group, answers in groups.items():
        if len(answers) < _LEAST_OF_A_CHOICE:
            yield f"情形组“{group}”只有“{answers[0].label}”一种。再写一种，或去掉组名。"
        if len({one.within for one in answers}) > 1:
            yield f"情形组“{group}”里的 within 不一样。同一组写同一个。"
        if len({one.label for one in answers}) < len(answers):
            yield f"情形组“{group}”里有两种叫同一个名称。改成不同的。"


def _nesting(item: Item) -> Iterator[str]:
    by_code = {one.code: one for one in item.situations}
    for one in item.situations:
        if one.within and one.within not in by_code:
            yield f"情形“{one.label}”的 within 写了 {one.within}，没有这个情形。"
        if one.code in ancestors(one, by_code):
            yield f"情形“{one.label}”的 within 绕成一圈，永远问不到。改掉一处。"


def _exclusions(item: Item) -> Iterator[str]:
    by_code = {one.code: one for one in item.situations}
    for one in item.situations:
        for code in one.excludes:
            if code == one.code or code not in by_code:
                fault = "写了自己" if code == one.code else f"写了 {code}，没有这个情形"
                yield f"情形“{one.label}”的 excludes {fault}。改掉。"
    for one in item.situations:
        if one.code in ancestors(one, by_code):
            continue
        if not _can_hold(item, Way(frozenset((one.code,)), frozenset())):
            yield f"情形“{one.label}”和它前面要选的互相排斥，永远选不上。改掉一处。"


def _conditions(item: Item) -> Iterator[str]:
    known = {one.code for one in item.situations}
    for material in item.materials:
        try:
            condition = parse_condition(material.condition)
        except DomainError as error:
            yield f"材料“{material.name}”：{error.text}"
            continue
        unknown = sorted(condition.codes - known)
        if unknown:
            yield f"材料“{material.name}”的条件写了 {'、'.join(unknown)}，没有这个情形。"
        elif condition.ways and not _can_be_asked(item, condition):
            yield f"材料“{material.name}”的条件“{material.condition}”谁也不会遇到。改条件。"


def _choices(item: Item) -> Iterator[str]:
    groups: dict[str, list[Material]] = {}
    for material in item.materials:
        if material.one_of:
            groups.setdefault(material.one_of, []).append(material)
    for name, members in groups.items():
        if len(members) < _LEAST_OF_A_CHOICE:
            yield f"“下列之一”{name} 里只有“{members[0].name}”。再写一份，或去掉 one_of。"
        if len({member.required for member in members}) > 1:
            yield f"“下列之一”{name} 里有的必要、有的非必要。写成一样的。"


def _limits(item: Item) -> Iterator[str]:
    base = (item.promised_limit, item.statutory_limit)
    if _is_too_long(*base):
        yield "承诺期限比法定期限长。改短承诺期限。"
    for one in item.situations:
        if one.promised_limit is None and one.statutory_limit is None:
            continue
        pair = (one.promised_limit or base[0], one.statutory_limit or base[1])
        if _is_too_long(*pair):
            yield f"情形“{one.label}”的承诺期限比法定期限长。改短承诺期限。"
    yield from _rival_limits(item)


def _steps(item: Item) -> Iterator[str]:
    for one in item.step_limits:
        # Receipt lies before the promise begins, issuing after it has ended.
        if one.step in AT_WINDOW or item.promised_limit is None:
            continue
        if not one.limit.is_within(item.promised_limit):
            yield f"环节“{STEP_LABEL[one.step]}”的时限比承诺期限长。改短。"


def _rival_limits(item: Item) -> Iterator[str]:
    by_code = {one.code: one for one in item.situations}
    for place, one in enumerate(item.situations):
        for other in item.situations[place + 1 :]:
            both_promise = one.promised_limit and other.promised_limit
            both_law = one.statutory_limit and other.statutory_limit
            nested = one.code in ancestors(other, by_code) or other.code in ancestors(one, by_code)
            if not (both_promise or both_law) or nested:
                continue
            together = Way(frozenset((one.code, other.code)), frozenset())
            if _can_hold(item, together):
                yield (
                    f"情形“{one.label}”和“{other.label}”都定了期限，又能同时选。"
                    "放进同一组，或只留一处期限。"
                )


def _is_too_long(promise: TimeLimit | None, law: TimeLimit | None) -> bool:
    return promise is not None and law is not None and not promise.is_within(law)


def _can_be_asked(item: Item, condition: Condition) -> bool:
    return any(_can_hold(item, way) for way in condition.ways)


def _can_hold(item: Item, way: Way) -> bool:
    """Tell whether some complete answer to all questions fulfils ``way``."""
    by_code = {one.code: one for one in item.situations}
    wanted = set(way.wanted)
    for code in way.wanted:
        wanted.update(ancestors(by_code[code], by_code))
    held = [by_code[code] for code in sorted(wanted) if code in by_code]
    clash = any(shut_out(one, other) for one in held for other in held)
    return not clash and not wanted & way.barred and _leaves_an_answer(item, held, way)


def _leaves_an_answer(item: Item, held: list[Situation], way: Way) -> bool:
    """Tell whether every further question that must be asked then can be answered."""
    codes = {one.code for one in held}
    answered = {one.group for one in held}
    left: dict[str, bool] = {}
    for one in item.situations:
        if not one.group or one.group in answered or (one.within and one.within not in codes):
            continue
        free = one.code not in way.barred and not any(shut_out(one, other) for other in held)
        left[one.group] = left.get(one.group, False) or free
    return all(left.values())
