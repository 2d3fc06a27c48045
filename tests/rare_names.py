"""Names over all extensions of Han that an installed font covers, and names with interpuncts."""

import random
from collections.abc import Callable

# First and last code point of the blocks of Han, GB 18030-2022 level 3 among them.
BLOCKS = {
    "unified": (0x4E00, 0x9FFF),
    "A": (0x3400, 0x4DBF),
    "compatibility": (0xF900, 0xFAD9),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "I": (0x2EBF0, 0x2EE5D),
    "compatibility supplement": (0x2F800, 0x2FA1D),
    "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF),
}
NAMES, LONGEST = 500, 30
_PARTS = ("阿依古丽", "买买提", "吐尔逊", "阿布都热合曼", "尼亚孜", "扎西", "卓玛", "次仁", "江")
_FAMILY = "段杨李普者罕刀岩鲁毕"
_A_BLOCK = 200
_CHANCE = 20261122


def rare_names(lacking: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """Return names, the same each time on a machine; ``lacking`` says what no font covers."""
    chance = random.Random(_CHANCE)
    covered = (_covered(chance, first, last, lacking) for first, last in BLOCKS.values())
    known = [signs for signs in covered if signs]
    names = [_with_dots(chance) for _ in range(NAMES // 5)]
    while len(names) < NAMES:
        signs = known[len(names) % len(known)]
        names.append(chance.choice(_FAMILY) + "".join(chance.sample(signs, 2)))
    return tuple(names)


def _covered(
    chance: random.Random, first: int, last: int, lacking: Callable[[str], tuple[str, ...]]
) -> str:
    """Return the covered ones of some signs of a block, its first and last among them."""
    some = {first, last, *(chance.randint(first, last) for _ in range(_A_BLOCK))}
    asked = "".join(map(chr, sorted(some)))
    missing = set(lacking(asked))
    return "".join(sign for sign in asked if sign not in missing)


def _with_dots(chance: random.Random) -> str:
    """Return a name of two parts or more, some of them as long as a name may be."""
    parts = [chance.choice(_PARTS), chance.choice(_PARTS)]
    longest = max(map(len, _PARTS)) + 1
    while chance.random() < 0.75 and len("·".join(parts)) + longest <= LONGEST:
        parts.append(chance.choice(_PARTS))
    return "·".join(parts)
