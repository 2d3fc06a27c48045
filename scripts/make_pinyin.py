"""Make resources/pinyin/readings.txt from pypinyin.

Usage: python scripts/make_pinyin.py OUTPUT_FOLDER

A line for each syllable without tone: the syllable, a tab, the characters that are usually read
so, a tab, the characters that are also read so.
"""

import argparse
import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin import pinyin_dict

# Unified and compatibility ideographs, and the zero that is written among numerals.
_HAN_NAME = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")
_ZERO = 0x3007
# Unassigned in the tables of this Python, yet Han: the extensions of planes 2 and 3.
_PLANE_2 = 0x20000


def plain(syllable: str) -> str:
    """Return a syllable without its tone: lǜ becomes lv, ê̄ becomes e."""
    decomposed = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    letters = []
    for sign in decomposed:
        if sign == "\u0308" and letters and letters[-1] == "u":
            letters[-1] = "v"
        elif "a" <= sign <= "z":
            letters.append(sign)
    return "".join(letters)


def is_han(code: int) -> bool:
    return (
        code == _ZERO or unicodedata.name(chr(code), "").startswith(_HAN_NAME) or code >= _PLANE_2
    )


def table() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    usual: dict[str, list[str]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for code, given in sorted(pinyin_dict.pinyin_dict.items()):
        if not is_han(code):
            continue
        readings = list(dict.fromkeys(filter(None, map(plain, given.split(",")))))
        for place, reading in enumerate(readings):
            (also if place else usual)[reading].append(chr(code))
    return usual, also


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    target = parser.parse_args().target
    usual, also = table()
    lines = [
        f"{syllable}\t{''.join(usual[syllable])}\t{''.join(also[syllable])}"
        for syllable in sorted({*usual, *also})
    ]
    (target / "readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "syllables,", sum(map(len, usual.values())), "characters")


if __name__ == "__main__":
    main()
