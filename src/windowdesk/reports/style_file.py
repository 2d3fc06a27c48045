"""Other titles for the shipped papers: ``reports/styles/<code>.toml`` and what it changes."""

import re
import tomllib
from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.paper_styles import PaperStyle

_KEYS = frozenset(("name", "titles", "words"))


def load_style(file: str, code: str, text: str) -> PaperStyle:
    """Read a style; EnvironmentProblem names ``file`` and says what to write."""
    try:
        top = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _wrong(file, f"不是完整的 TOML：{problem}") from problem
    unknown = sorted(top.keys() - _KEYS)
    if unknown:
        raise _wrong(file, f"不认识“{unknown[0]}”，可以写的有 name、titles、words")
    name = top.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(file, '缺“name”，写成 name = "佛山（回执）"')
    words = top.get("words", {})
    if not isinstance(words, dict):
        raise _wrong(file, "words 要分文书写，例如 [words.receipt]")
    return PaperStyle(
        code=code,
        name=name,
        titles=_pairs(file, "titles", top.get("titles", {})),
        words=MappingProxyType(
            {kind: _pairs(file, f"words.{kind}", pairs) for kind, pairs in words.items()}
        ),
    )


def in_style(text: str, style: PaperStyle, kind: str) -> str:
    """Return the template ``text`` of a kind of paper with the words of ``style``.

    All words change at once, the longest first, so that none changes what another brought.
    """
    words = style.words_of(kind)
    if not words:
        return text
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(word) for word in longest_first))
    return pattern.sub(lambda found: words[found[0]], text)


def _pairs(file: str, place: str, pairs: object) -> Mapping[str, str]:
    if not isinstance(pairs, dict) or not all(_is_pair(*pair) for pair in pairs.items()):
        raise _wrong(file, f'[{place}] 下面一行一个，写成 "受理通知书" = "受理回执"')
    return MappingProxyType(pairs)


def _is_pair(usual: object, other: object) -> bool:
    # A quotation mark or line break would break the text that the words are put into.
    return all(isinstance(one, str) and one.strip() and not set(one) & set('"\\\n')
               for one in (usual, other))  # fmt: skip


def _wrong(file: str, what: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"文书叫法 {file}：{what}。")
