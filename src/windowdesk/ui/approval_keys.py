"""The keys of the approval desk: one table for the shortcuts and the sheet of F1."""

from collections.abc import Callable, Mapping
from functools import partial

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.approval_acts import MAIN_KEY, PULL_BACK_KEY
from windowdesk.ui.approval_opinion import MOST_PHRASES
from windowdesk.ui.turn_list import TURN_LIST_KEY
from windowdesk.ui.turn_sheets import TURN_KEYS

_ACTS = (
    (MAIN_KEY, "准予，或交审批"),
    ("F7", "不予"),
    ("F6", "退回补查"),
    ("Alt+S", "交审批"),
    ("Alt+L", "领办这一件"),
    ("Alt+F", "放回"),
    ("Alt+J", "接办别人的"),
    (PULL_BACK_KEY, "追回自己交审批的，别人还没看"),
)
_TURNS = ((TURN_LIST_KEY, "其他办理"), *TURN_KEYS)
_SIGHT = (
    ("Alt+Z", "依据、证件编号、有效期"),
    ("F4", "期限怎么算的"),
    ("F8", "看这件的文书"),
    ("Ctrl+Z", "收回刚办的一步"),
)


def approval_keys(
    runs: Mapping[str, Callable[[], object]],
    press: Callable[[str], object],
    turn: Callable[[str], object],
    pick: Callable[[int], object],
) -> tuple[KeyGroup, ...]:
    """Return the keys; one without a run of its own in ``runs`` presses what it stands for.

    ``turn`` opens the sheet of a turn by its key, ``pick`` puts in the phrase with a number,
    from 0.
    """
    acts = (
        *(KeyAct(key, text, runs.get(key) or partial(press, key)) for key, text in _ACTS),
        *(KeyAct(key, text, partial(turn, key)) for key, text in _TURNS),
        *(KeyAct(key, text, runs[key]) for key, text in _SIGHT),
    )
    phrases = [
        KeyAct(
            f"Alt+{number + 1}",
            "" if number else "常用意见",
            partial(pick, number),
            shown="" if number else f"Alt+1 …{MOST_PHRASES}",
        )
        for number in range(MOST_PHRASES)
    ]
    moves = (
        KeyAct("↑", "上一件、下一件", shown="↑ ↓"),
        KeyAct("Alt+↓", "写意见时换一件", runs["Alt+↓"], shown="Alt+↑ ↓"),
        KeyAct("Alt+↑", "", runs["Alt+↑"]),
        KeyAct("Enter", "办件全貌（在列表里）"),
        *phrases,
    )
    return (KeyGroup("审批", acts), KeyGroup("列表和意见", moves))
