"""Random lives of whole cases beside an independent model: ``python -m`` … ``20000``.

Ten people press anything, also what they may not, at any time, while days go by and a newer
calendar is published. After each act the case and the notebook (``lives/model.py``, written from
the reference alone) must agree in state, dates, holder of each original and number of papers.
"""

import sys
import time
from collections import Counter
from datetime import timedelta
from random import Random

from tests.domain.lives.kinds import KINDS, hows
from tests.domain.lives.life import BESIDE, ENDS, ONWARD, Life
from tests.domain.lives.rows import ACTS, PEOPLE
from tests.domain.lives.sight import text_faults

SPANS = (
    timedelta(minutes=1),
    timedelta(minutes=31),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=5),
    timedelta(days=13),
)
LACKING = ("", "M01", "M02", "M05", "M02 M05", "M01 M02")
LOGINS = tuple(PEOPLE)
_STEPS = 40
# How often a step is written down and read again besides: it takes most of the time. The state
# machine of test_case_lives.py does so after each.
_STORED = 0.2


def begin(chance: Random) -> Life:
    """Return a case that was just received, complete or not."""
    missing = frozenset(chance.choice(LACKING).split())
    return Life(chance.choice(tuple(KINDS)), missing, promised=chance.random() < 0.3)


def step(life: Life, chance: Random) -> None:
    """Let something happen."""
    what = chance.random()
    if what < 0.12:
        life.pass_time(chance.choice(SPANS))
    elif what < 0.13:
        life.publish()
    elif what < 0.21:
        who = chance.choice((life.model.last_by, chance.choice(LOGINS)))
        life.press("reverse", who, "good")
    elif what < 0.75:
        acts = ONWARD if what < 0.55 else BESIDE if what < 0.73 else ENDS
        one = life.fitting(acts, chance)
        if one is not None:
            life.press(one.act, one.who, one.how)
    else:
        act = chance.choice(ACTS)
        life.press(act, chance.choice(LOGINS), chance.choice(hows(act)))
    life.check(stored=chance.random() < _STORED)


def live(count: int, seed: int = 2026) -> Counter[str]:
    """Live ``count`` lives; return how often each act was done. AssertionError on a difference."""
    seen = Counter[str]()
    for n in range(count):
        chance = Random(seed * 1_000_003 + n)
        life = begin(chance)
        for _ in range(_STEPS):
            step(life, chance)
        assert not text_faults(life.case)
        seen += life.seen
        seen["lives"] += 1
        seen[f"ends {life.case.state.value}"] += 1
    return seen


def main() -> None:
    """Live as many as are asked for and say what they were."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    begun = time.perf_counter()
    seen = live(count, seed)
    kinds = ", ".join(f"{name} {number}" for name, number in sorted(seen.items()))
    print(f"agreed in {seen['lives']} of {count} in {time.perf_counter() - begun:.0f} s: {kinds}")  # noqa: T201  a command


if __name__ == "__main__":
    main()
