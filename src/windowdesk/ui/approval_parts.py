"""What the detail of the approval desk is made of."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from windowdesk.ui.approval_acts import ActRow
from windowdesk.ui.approval_detail import CaseClock, CaseHead, EarlierOpinions, FactRow
from windowdesk.ui.approval_opinion import OpinionBox
from windowdesk.ui.change_strip import ChangeStrip


@dataclass(frozen=True)
class CaseParts:
    """The widgets of the detail, as the layout names them."""

    body: QWidget
    strip: ChangeStrip
    head: CaseHead
    clock: CaseClock
    facts: FactRow
    earlier: EarlierOpinions
    opinion: OpinionBox
    acts: ActRow
