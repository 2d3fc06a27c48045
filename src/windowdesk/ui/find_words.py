"""What the search screen says when it found nothing: by the look of what was typed."""

from dataclasses import dataclass

from windowdesk.domain.search_keys import LONGEST_QUERY, key_ranges

_PAPER_MARKS = "〔[【［"


@dataclass(frozen=True)
class NotFound:
    """A title that names what was looked for, and what to try next."""

    title: str
    advice: str


def not_found(text: str) -> NotFound:
    """Return what to say when nothing was found for ``text``."""
    if len(text) > LONGEST_QUERY:
        return NotFound("写得太长了", f"最多 {LONGEST_QUERY} 个字。只写姓名，或只写一个号码。")
    if any(mark in text for mark in _PAPER_MARKS):
        return NotFound(f"没有文号是“{text}”的文书", "照纸上从头写起，写到年份就能找。")
    digits = "".join(sign for sign in text if sign.isdigit())
    if digits and digits == "".join(text.split()).replace("-", ""):
        if not key_ranges(text):
            return NotFound("号码至少写 5 位", "办件编号写后五位，证件号和电话从头写。")
        return NotFound(f"没有号码是“{text}”的件", "核对号码；或者写姓名、拼音头。")
    if text.isascii():
        return NotFound(f"没有拼音头是“{text.upper()}”的人", "一个字一个字母；或者写姓名的字。")
    return NotFound(f"没有叫“{text}”的人", "换拼音头，或少写一个字。生僻字可以只写别的字。")
