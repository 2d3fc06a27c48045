"""容缺材料来了: tick what came in of what was promised; what is missing keeps its day."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.materials import HandedIn
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.came_in_sheet import CameInSheet, CameInWords
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_WORDS = CameInWords("容缺材料来了", "承诺后补的材料", "份")


class GapFillSheet(CameInSheet):
    """``remind_wanted``: the applicant was asked to bring the rest, and that is to be noted."""

    remind_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        case: Case,
        demanded: Sequence[HandedIn],
        counted: Callable[[HandedIn], HandedIn],
    ) -> None:
        deferral = case.turns.deferral
        faults = {one.name: one.fault for one in deferral.materials} if deferral else {}
        super().__init__(theme, _WORDS, case, demanded, counted, faults=faults)
        if deferral is not None:
            self.told.setText(f"容缺受理通知书 {deferral.notice_number}")
            self.tag.say(f"{short_date(deferral.last_day)}前补", Tone.AMBER)
        remind = KeyButton(theme, "催补", "Alt+J")
        remind.clicked.connect(self._on_remind)
        self.put_tool(remind)
        self.follow()

    def act_for(self, *, complete: bool) -> str:
        """Return what F9 does."""
        return "补齐，打签收单" if complete else "收下这些，打签收单"

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (*super().more_keys(), KeyAct("Alt+J", "催过了，记下", self._on_remind))

    def _on_remind(self) -> None:
        self.wants_aside.emit()
        self.remind_wanted.emit()
