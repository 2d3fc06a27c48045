"""Amounts of money as they are typed, written and spelled on papers."""

import re
from decimal import Decimal

from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import half_width

_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_MOST = Decimal(10) ** 12


def read_money(typed: str, field: str | None = None) -> Decimal:
    """Read 120, 120.5, ¥1,200元 in yuan; DomainError unless it is such an amount above nothing."""
    text = half_width(typed).replace(",", "").replace(" ", "").removeprefix("¥").removesuffix("元")
    if not _AMOUNT.fullmatch(text) or not 0 < Decimal(text) < _MOST:
        raise DomainError("金额写成数字，单位元，如 120 或 120.50。", field)
    return Decimal(text)


def paper_money(amount: Decimal) -> str:
    """Return an amount as papers write it: 120元, 120.50元."""
    whole = amount == amount.to_integral_value()
    return f"{int(amount)}元" if whole else f"{amount:.2f}元"


def capital_money(amount: Decimal) -> str:
    """Return an amount in the figures that cannot be altered: 壹佰贰拾元伍角整, 叁元零伍分."""
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{_spelled(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{words}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif words:
        words += "零"
    return f"{words}{_DIGITS[fen]}分" if fen else f"{words}整"


def _spelled(yuan: int) -> str:
    """Return a whole number; one 零 stands for any row of noughts inside it."""
    words = ""
    for group in range(len(_GROUPS) - 1, -1, -1):
        part = yuan // 10_000**group % 10_000
        if not part:
            words += "零" if words and not words.endswith("零") else ""
            continue
        spelled = _of_four(part)
        # 壹万零伍拾: the group begins with a nought.
        gap = "零" if words and part < 1_000 and not words.endswith("零") else ""  # noqa: PLR2004  four figures
        words += gap + spelled + _GROUPS[group]
    return words.rstrip("零")


def _of_four(part: int) -> str:
    words = ""
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = part // 10**place % 10
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")
