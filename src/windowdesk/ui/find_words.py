"""What the search screen says when it found nothing: by the look of what was typed."""

from dataclasses import dataclass

from windowdesk.domain.search_keys import LONGEST_QUERY, key_ranges
from windowdesk.services.case_filter import FoundCount

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


def no_case_fits(text: str) -> NotFound:
    """Return what to say when nothing passes a filter."""
    if text:
        return NotFound(f"没有“{text}”的件合得上这些筛选", "去掉一样再看；Alt+X 全部去掉。")
    return NotFound("没有合得上这些筛选的件", "去掉一样再看；Alt+X 全部去掉。")


def count_words(loaded: int, counted: FoundCount | None, *, more: bool) -> str:
    """Say how many were found: 找到 36 件, or 999+ where nobody counts any further."""
    if not more:
        return f"找到 {loaded} 件，新的在前" if loaded else ""
    if counted is None:
        return f"先列出新的 {loaded} 件，往下翻还有"
    many = str(counted.cases) if counted.complete else f"{max(loaded, counted.cases - 1)}+"
    return f"找到 {many} 件，新的在前"
