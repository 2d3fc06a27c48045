"""What a clerk of a new centre does for one visitor, from the first word to the papers."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from tests.walks.catalogue_acts import words_of
from tests.walks.counter_acts import (
    MATERIALS,
    NUMBER,
    SITUATIONS,
    choose_item,
    identify_stranger,
)
from tests.walks.first_workbook import ALLOWANCE, ALLOWANCE_NAME
from tests.walks.new_centre import NewCentre
from tests.walks.program import ALT, ENTER, KEY, PLAIN, Program
from windowdesk.tools.demo_people import Villager
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.sheet import Sheet

HOME = NUMBER
# Within so many signs of the running line and the first line a paper says what it is.
_HEAD = 60
F6, F7, F9 = KEY.Key_F6, KEY.Key_F7, KEY.Key_F9


@dataclass
class Window:
    """A clerk at his window; ``told`` is what the status line said, the newest last."""

    centre: NewCentre
    hands: Program
    told: list[str] = field(default_factory=list)
    _papers: int = 0

    def __post_init__(self) -> None:
        self.hands.desktop.kit.notifier.said.connect(self.told.append)

    def sit_down(self, person: Villager, item: str = ALLOWANCE, name: str = ALLOWANCE_NAME) -> None:
        """Take in who is there and what he wants, up to the situations or the materials."""
        hands = self.hands
        hands.press(KEY.Key_F2)
        hands.until_at(HOME)
        self.mark()
        identify_stranger(hands, person, village=0)
        choose_item(hands, item, name)
        hands.until(lambda: hands.where() in {SITUATIONS, MATERIALS})
        # A machine is faster than the form, which a hand never is.
        hands.until(lambda: hands.acceptance.visit.form.spec is not None)

    def serve(self, person: Villager) -> str:
        """Take in a whole application and accept it; return the number of the case."""
        self.sit_down(person)
        self.answer("1")
        self.check()
        return self.act()

    def mark(self) -> None:
        """Count only papers from now on."""
        self._papers = len(self.centre.tray.papers)

    def words(self) -> str:
        """Return everything that is written on the sheet that is open."""
        sheet = self.hands.desk.window.sheets.current
        return words_of(sheet) if sheet is not None else ""

    def answer(self, number: str) -> None:
        """Choose a situation by its digit and go on to the materials."""
        self.hands.write(number)
        self.hands.press(ENTER)
        self.hands.until_at(MATERIALS)

    def check(self, *, missing: int = 0) -> None:
        """Go through the list: all is there but the last ``missing`` materials."""
        entries = self.hands.acceptance.visit.materials.lines.entries
        for place in range(len(entries)):
            if place < len(entries) - missing:
                self.hands.press(ENTER)
            else:
                self.hands.write("q")
                self.hands.press(KEY.Key_Down)
        if not missing:
            self.hands.until(lambda: self.hands.where() not in {MATERIALS, ""})

    def sheet(self, kind: type[Sheet]) -> Sheet:
        """Wait for a sheet."""
        sheets = self.hands.desk.window.sheets
        self.hands.until(lambda: isinstance(sheets.current, kind))
        assert sheets.current is not None
        return sheets.current

    def act(self, key: Qt.Key = F9, *, alt: bool = False) -> str:
        """Press a key that ends the visit; return the number of the case that is said."""
        before = len(self.told)
        self.hands.press(key, ALT if alt else PLAIN)
        self.hands.until(lambda: any("编号 " in line for line in self.told[before:]))
        line = next(line for line in self.told[before:] if "编号 " in line)
        return line.split("编号 ")[1]

    def papers(self, *titles: str) -> list[str]:
        """Wait until the papers with these titles are out; return their texts in that order."""
        found: list[str] = []

        def are_out() -> bool:
            texts = self.centre.papers_since(self._papers)
            found[:] = [next((t for t in texts if title in t[:_HEAD]), "") for title in titles]
            return all(found)

        self.hands.until(are_out)
        self._papers = len(self.centre.tray.papers)
        return found

    def open_waiting(self, kind: str) -> None:
        """Alt+D: open the only case that waits, for the window or for the applicant."""
        hands = self.hands
        hands.until_at(HOME)
        self._papers = len(self.centre.tray.papers)
        hands.press(KEY.Key_D, ALT)
        sheet = self.sheet(ReceivedSheet)
        assert isinstance(sheet, ReceivedSheet)
        if kind == "待补正" and sheet.chips.value() != "applicant":
            hands.press(KEY.Key_Right)
        hands.until(lambda: hands.where() == f"{kind}的办件")
        hands.until(lambda: bool(sheet.list.chosen_key()))
        hands.press(ENTER)
