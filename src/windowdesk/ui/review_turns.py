"""The turns of the review itself, in the order of 其他办理."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.states import Move
from windowdesk.ui.decline_sheet import DECLINE_EXTENSION, DECLINE_PROCEDURE
from windowdesk.ui.extension_sheet import ASK_EXTENSION, EXTEND
from windowdesk.ui.hearing_sheets import ASK_HEARING, CALL_HEARING, NOTIFY_INTERESTED
from windowdesk.ui.inspection_sheet import INSPECT
from windowdesk.ui.procedure_end_sheet import END_PROCEDURE, RESUME
from windowdesk.ui.procedure_sheet import ASK_PROCEDURE, BEGIN_PROCEDURE
from windowdesk.ui.turn import Turn

REVIEW_TURNS: Mapping[Move, Turn] = MappingProxyType(
    {
        Move.RESUME: RESUME,
        Move.END_PROCEDURE: END_PROCEDURE,
        Move.ASK_HEARING: ASK_HEARING,
        Move.CALL_HEARING: CALL_HEARING,
        Move.SUSPEND: BEGIN_PROCEDURE,
        Move.ASK_PROCEDURE: ASK_PROCEDURE,
        Move.DECLINE_PROCEDURE: DECLINE_PROCEDURE,
        Move.EXTEND: EXTEND,
        Move.ASK_EXTENSION: ASK_EXTENSION,
        Move.DECLINE_EXTENSION: DECLINE_EXTENSION,
        Move.INSPECT: INSPECT,
        Move.NOTIFY_INTERESTED: NOTIFY_INTERESTED,
    }
)
