"""A screen of the kit as its users write them: a queue at the left, one case at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel

from tests.ui.samples import TODAY, Waiting, proof
from windowdesk.domain.clock import Light, LightReading
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ChipRow, Choice, KeyButton
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.fields import Field, TextField
from windowdesk.ui.kit import Kit
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.paging import Fetch, PagedRows
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.room import Room
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.tag import Tag
from windowdesk.ui.tone import Tone


class SampleScreen(Screen):
    layout_name = "sample"

    filters: ChipRow
    queue: RowList
    detail: QFrame
    title: QLabel
    light: LightSign
    kind: Tag
    ruler: DayRuler
    opinion: TextField
    approve_button: KeyButton
    deny_button: KeyButton

    def __init__(
        self, kit: Kit, fetch: Fetch[Waiting], present: Callable[[Waiting], QueueLine]
    ) -> None:
        super().__init__(kit)
        self.approved: list[str] = []
        self.filters.set_choices(
            (
                Choice("", "全部 47"),
                Choice("red", "超期 2", Light.RED),
                Choice("amber", "临期 5", Light.AMBER),
                Choice("green", "正常 36", Light.GREEN),
            )
        )
        self.pages = PagedRows[Waiting](kit.tasks, self)
        self.pages.failed.connect(self.on_failed)
        self.queue.show_rows(RowListModel(self.pages, present, self))
        self.queue.chosen.connect(self._on_queue_chosen)
        self.opinion.check_with(lambda text: "" if text.strip() else "写明理由，不能只签名。")
        self.approve_button.clicked.connect(self._on_approve_button_clicked)
        self.pages.read_from(fetch)
        self.show_top(TopLine("农业农村办", Tone.PLAIN, "47 件待办 · 今日已办 9", "领下一件"))

    def keys(self) -> tuple[KeyGroup, ...]:
        acts = (
            KeyAct("F9", "准予", self.approve_button.click),
            KeyAct("F7", "不予", self.deny_button.click),
            KeyAct("Alt+↓", "下一件", lambda: self.queue.step(1), shown="↑ ↓"),
        )
        return (KeyGroup("这一屏", acts),)

    def take_focus(self) -> None:
        self.queue.setFocus()

    def refresh(self) -> None:
        self.pages.refresh()

    def fields(self) -> dict[str, Field]:
        return {"opinion": self.opinion}

    def fold(self, room: Room) -> None:
        self.ruler.setHidden(room.is_very_low)
        self.detail.setHidden(room.is_very_narrow)

    def _on_queue_chosen(self, key: str) -> None:
        self.title.setText(f"办件 {key}")
        self.kind.say("承诺件")
        self.light.show_reading(LightReading(Light.AMBER, "余 1 日", "9月20日"))
        self.ruler.show_proof(proof(TODAY, 20), TODAY)

    def _on_approve_button_clicked(self) -> None:
        if not self.opinion.check():
            self.approved.append(self.queue.chosen_key())
