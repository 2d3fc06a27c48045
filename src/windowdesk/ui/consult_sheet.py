"""咨询: a visitor without papers goes home with a 一次性告知单 for his item and situations."""

from collections.abc import Mapping
from dataclasses import dataclass

from windowdesk.domain.item import Item
from windowdesk.ui.act_sheet import ActSheet
from windowdesk.ui.fields import LineField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class ConsultOrder:
    """Who asked, and what; both may be empty."""

    person: str
    question: str


class ConsultSheet(ActSheet):
    """``wanted`` carries a ``ConsultOrder``."""

    def __init__(self, theme: Theme, item: Item, situations: str, person: str) -> None:
        super().__init__(theme, "paper", "咨询", act="打印一次性告知单", width=700)
        self.note.setText(item.shown_name)
        told = "打一张告知单：要哪些材料、几天办结、在哪里办。不收件，不编办件号。"
        self.person = LineField(theme, label="谁来问的（不愿说的不写）")
        self.person.set_value(person)
        self.question = TextField(theme, label="问了什么（可以不写）", height=58)
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(label(f"情形：{situations or '没有特别情形'}", "", wrap=True))
        self.body.addWidget(self.person)
        self.body.addWidget(self.question)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"person": self.person, "question": self.question}

    def take_focus(self) -> None:
        """Begin with the person."""
        self.person.take_focus()

    def command(self) -> ConsultOrder:
        """Return who asked what."""
        return ConsultOrder(self.person.value().strip(), self.question.value().strip())
