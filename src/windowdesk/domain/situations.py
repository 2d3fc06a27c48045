"""Situations (情形): the questions of an item that select materials, fields and limits."""

from dataclasses import dataclass

from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.record_text import later


@dataclass(frozen=True)
class Situation:
    """One answer to a question of the item.

    Of one ``group`` only one holds; "" stacks freely. ``question`` is what the clerk asks for the
    group. It is asked only while the situation ``within`` holds ("" always). ``excludes`` are
    codes of other groups that cannot hold together with it. A limit that is set takes the place
    of the item's.
    """

    code: str
    label: str
    group: str = ""
    question: str = later("")
    within: str = later("")
    excludes: tuple[str, ...] = later(())
    statutory_limit: TimeLimit | None = later(None)
    promised_limit: TimeLimit | None = later(None)
