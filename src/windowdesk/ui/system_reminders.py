"""The section 超期提醒 of the 系统 screen: after how many days heads and leaders are warned."""

from dataclasses import replace
from functools import partial

from windowdesk.domain.centre import Centre
from windowdesk.services.warnings import read_rule
from windowdesk.ui.fact_grid import FactGrid, FactSpec
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.system_section import SystemGround, SystemSection

_NUMBERS = (
    FactSpec("head_days", "超过几个工作日，提醒科室负责人", "0 是到期那天就提醒", required=True),
    FactSpec("leader_days", "超过几个工作日，提醒分管领导", "不能比科室负责人早", required=True),
)
_TOLD = (
    "经办人在亮黄灯时提醒；几天亮黄灯，在事项库里每个事项自己定。放假日不提醒。"
    "每处只提醒一次；到期日变了，重新提醒。"
)


class ReminderSection(SystemSection):
    """Two numbers, stored as one rule of the centre."""

    code, title = "reminders", "超期提醒"
    lead = "承诺期限、法定期限、环节和在等的，都照这两个数往上提醒。"
    save_text = "存好"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._seen: Centre | None = None
        self._grid = FactGrid(self.theme, _NUMBERS)
        self._grid.edited.connect(self.edited)
        told = label(_TOLD, "second", wrap=True)
        self.setLayout(column(self.theme, self._grid, 12, told, STRETCH))

    def load(self) -> None:
        """Ask for the rule as it stands."""
        self.run(self.session.facts.now, self._on_asked)

    def save(self) -> None:
        """Store the rule, or show what cannot stand."""
        seen = self._seen
        if seen is not None:
            self.run(partial(self._changed, seen, dict(self._grid.values())), self._on_stored)

    def take_focus(self) -> None:
        """Begin at the first number."""
        self._grid.take_focus()

    def _changed(self, seen: Centre, texts: dict[str, str]) -> Centre:
        rule = read_rule(texts["head_days"], texts["leader_days"])
        return self.session.facts.change(seen, replace(seen, escalation=rule))

    def _on_asked(self, centre: Centre) -> None:
        self._seen = centre
        rule = centre.escalation
        self._grid.set_values(
            {"head_days": str(rule.head_days), "leader_days": str(rule.leader_days)}
        )

    def _on_stored(self, _centre: Centre) -> None:
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了。下一次提醒照新的算。")
        self.load()
