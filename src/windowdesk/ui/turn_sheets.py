"""Which turns of a case have a sheet: one line each, in the order of 其他办理."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.states import Move
from windowdesk.ui.date_sheet import DATE_TURNS
from windowdesk.ui.ending_turns import ENDING_TURNS
from windowdesk.ui.gap_turns import GAP_TURNS
from windowdesk.ui.joint_turns import JOINT_TURNS
from windowdesk.ui.request_turn import REQUEST_TURNS
from windowdesk.ui.review_turns import REVIEW_TURNS
from windowdesk.ui.turn import Turn, TurnOffer

# One line a turn: the module of the sheet has the Turn, here it gets its place in the list.
TURN_SHEETS: Mapping[Move, Turn] = MappingProxyType(
    {**REVIEW_TURNS, **JOINT_TURNS, **GAP_TURNS, **ENDING_TURNS, **DATE_TURNS, **REQUEST_TURNS}
)
# The keys of the approval desk, each with what the turns behind it are called.
TURN_KEYS = tuple(
    (
        key,
        "、".join(
            TurnOffer(move, turn).title for move, turn in TURN_SHEETS.items() if turn.key == key
        ),
    )
    for key in dict.fromkeys(turn.key for turn in TURN_SHEETS.values() if turn.key)
)
