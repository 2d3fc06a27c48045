"""补正交来了: tick what came in of what was asked for; with the last of it the case is accepted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import CorrectionNotice
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.came_in_sheet import CameInSheet, CameInWords
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_WORDS = CameInWords("补正交来了", "告知过要补正的", "项")


class SupplementSheet(CameInSheet):
    """``accepts`` is whether the window accepts the case with the last of it.

    ``again_wanted`` asks for a further notice, ``return_wanted`` for the materials back.
    """

    again_wanted = Signal()
    return_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        case: Case,
        demanded: Sequence[HandedIn],
        counted: Callable[[HandedIn], HandedIn],
        *,
        accepts: bool,
    ) -> None:
        notice = case.outcomes.notice
        faults = {gap.name: gap.fault for gap in notice.gaps} if notice else {}
        super().__init__(theme, _WORDS, case, demanded, counted, faults=faults)
        self._accepts = accepts
        if notice is not None:
            self._say_notice(notice)
        for text, key, go in (
            ("再告知", "F6", self._on_again),
            ("取回材料", "Alt+Q", self._on_return),
        ):
            button = KeyButton(theme, text, key)
            button.clicked.connect(go)
            self.put_tool(button)
        self.follow()

    def act_for(self, *, complete: bool) -> str:
        """Return what F9 does."""
        if not complete:
            return "收下这些，打凭证"
        return "补正齐全，受理并打印" if self._accepts else "补正齐全，打凭证"

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (
            *super().more_keys(),
            KeyAct("F6", "再告知一次", self._on_again),
            KeyAct("Alt+Q", "取回材料", self._on_return),
        )

    def _on_again(self) -> None:
        self.wants_aside.emit()
        self.again_wanted.emit()

    def _on_return(self) -> None:
        self.wants_aside.emit()
        self.return_wanted.emit()

    def _say_notice(self, notice: CorrectionNotice) -> None:
        self.told.setText(f"{short_date(local_date(notice.told_at))}告知，{notice.number}")
        if notice.until is not None:
            self.tag.say(f"{short_date(notice.until)}前补", Tone.AMBER)
