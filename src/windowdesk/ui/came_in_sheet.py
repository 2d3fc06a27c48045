"""Materials that were told to be missing came in: tick which of them did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from windowdesk.domain.case import Case
from windowdesk.domain.materials import HandedIn
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_list import Tick, TickList


@dataclass(frozen=True)
class CameInWords:
    """``heading`` of the list; ``unit`` counts its lines (项, 份)."""

    title: str
    heading: str
    unit: str


class CameInSheet(ActSheet):
    """``wanted`` carries the demanded lines, those that came in with their counts.

    ``counted`` fills a line in as handed in complete; ``faults`` is what was told of each line, by
    its name. Subclasses name the act as lines are ticked (``act_for``), once they are ready for it.
    """

    def __init__(
        self,
        theme: Theme,
        words: CameInWords,
        case: Case,
        demanded: Sequence[HandedIn],
        counted: Callable[[HandedIn], HandedIn],
        *,
        faults: Mapping[str, str],
    ) -> None:
        super().__init__(theme, "flag", words.title, act="")
        self._unit = words.unit
        self._demanded, self._counted = tuple(demanded), counted
        application = case.application
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.list = TickList(theme, words.heading, most=8, enter_ticks=True)
        self._count, self.told, self.tag = label("", "second"), label("", "hint"), Tag(theme)
        keys = (KeyCap(theme, "Enter"), 5, label(f"收到，到下一{words.unit}", "hint"), 10)
        blank = (KeyCap(theme, "空格"), 5, label("收到或没收到", "hint"), 10)
        every = (KeyCap(theme, "A"), 5, label("全收到", "hint"))
        head = row(theme, self._count, 8, self.list.more_text, STRETCH, *keys, *blank, *every)
        self.body.addWidget(bare(row(theme, self.told, 10, self.tag, STRETCH)))
        self.body.addWidget(bare(head))
        self.body.addWidget(self.list)
        self.body.addWidget(self.list.fault_text)
        self.list.show_ticks(
            [
                Tick(str(place), line.name, faults.get(line.name, ""), yes="收到", no="没收到")
                for place, line in enumerate(self._demanded)
            ]
        )
        self.list.ticked.connect(self.follow)
        self.list.settled.connect(self.act_button.setFocus)

    def act_for(self, *, complete: bool) -> str:
        """Return what F9 does; ``complete`` once every line came in."""
        raise NotImplementedError

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"materials": self.list}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (KeyAct("A", "全收到，或全没收到"),)

    def take_focus(self) -> None:
        """Begin with the list."""
        self.list.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.list.codes():
            return ()
        each, none = f"哪{self._unit}", f"一{self._unit}"
        told = f"{none}都没勾。收到{each}勾{each}，{none}没有就按 Esc 收起。"
        return (SheetGap(told, self.list),)

    def command(self) -> tuple[HandedIn, ...]:
        """Return the demanded lines, those that came in filled."""
        came = frozenset(self.list.codes())
        return tuple(
            self._counted(line) if str(place) in came else line
            for place, line in enumerate(self._demanded)
        )

    def follow(self) -> None:
        """Count what came in, and name the act by it."""
        came, total = len(self.list.codes()), len(self._demanded)
        self._count.setText(f"{total} {self._unit}，收到 {came} {self._unit}")
        self.set_act(self.act_for(complete=came == total))
