"""时限: promise and law side by side, and under them the steps that have a limit of their own.

A step beyond its limit is red although the case is in time; what is in time stays quiet.
"""

from PySide6.QtWidgets import QWidget

from windowdesk.domain.clock import Light, LightReading, short_date
from windowdesk.domain.steps import StepRun
from windowdesk.services.case_limits import CaseLimits
from windowdesk.ui.case_words import limit_words
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.folding_lines import FoldingLines
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.theme import Theme

_STEP_WIDTH = 64
_LIGHT_WIDTH = 84


class LimitLines(FoldingLines):
    """Folded, it leaves out the steps that ended in time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._limits = CaseLimits(None, None, ())

    def show_limits(self, limits: CaseLimits) -> None:
        """Show the limits of a case."""
        self._limits = limits
        self.draw()

    def drawn(self) -> list[QWidget]:
        """Return promise and law where both run, and the steps."""
        limits = self._limits
        both = [self._main(limits)] if limits.promise and limits.statutory else []
        return both + [self._step(step) for step in limits.steps if self._is_shown(step)]

    def _is_shown(self, step: StepRun) -> bool:
        return not self.is_low or step.is_late or step.ended_on is None

    def _main(self, limits: CaseLimits) -> QWidget:
        parts = (
            *self._limit("承诺", limits.promise),
            16,
            *self._limit("法定", limits.statutory),
            STRETCH,
        )
        return bare(row(self.theme, *parts))

    def _limit(self, name: str, reading: LightReading | None) -> tuple[QWidget | int, ...]:
        if reading is None:
            return ()
        sign = LightSign(self.theme, reading=reading, pill=False, px=14)
        day = reading.second if reading.light is not Light.GREY else ""
        return (label(name, "label"), 6, sign, 6, label(day, "hint"))

    def _step(self, step: StepRun) -> QWidget:
        theme = self.theme
        name = label(step.label, "label")
        fix_width(theme, name, _STEP_WIDTH)
        sign = LightSign(theme, reading=step.light, pill=False, px=14)
        held = bare(row(theme, sign, STRETCH))
        fix_width(theme, held, _LIGHT_WIDTH)
        who = CutLabel()
        who.setProperty("role", "hint")
        who.set_text(_told(step))
        return bare(row(theme, name, held, (who, 1)))


def _told(step: StepRun) -> str:
    """Say who answers for a step, and until when or since when it is over."""
    limit = f"限 {limit_words(step.limit)}" if step.limit.count else "限当天"
    if step.ended_on is None:
        return f"{step.who}，{short_date(step.due)}前（{limit}）"
    return f"{step.who}，{limit}，{short_date(step.ended_on)}办完"
