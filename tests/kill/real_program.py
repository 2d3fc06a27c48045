"""The real program in a process of its own, worked by keys until somebody kills it.

``python -m tests.kill.real_program FOLDER``: what was done is told line by line as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.walks.counter_acts import accept_subsidy
from tests.walks.program import ALT, KEY, Program, open_program
from windowdesk.domain.identity import IdKind
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.services.acting import ActReceipt
from windowdesk.services.drafts import Draft
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import CLERK, CLERK_WINDOW
from windowdesk.tools.demo_people import VILLAGERS

FILE = "centre.db"
MOST_VISITORS = 3
_LOOK_EVERY_MS = 5


class Patience(QtBot):
    """Waits as tests do, in a process without pytest."""

    def __init__(self) -> None:
        """Leave out what only pytest can give."""

    def waitUntil(  # noqa: N802  the name that it has there
        self, callback: Callable[[], bool | None], *, timeout: int = 5_000
    ) -> None:
        deadline = time.monotonic() + timeout / 1_000
        while not callback():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {timeout} ms in vain")
            QTest.qWait(_LOOK_EVERY_MS)


class Clerk:
    """Works at the acceptance desk and tells what the screen shows and what was kept."""

    def __init__(self, program: Program, box: FileDraftBox) -> None:
        self._program = program
        self._box = box
        self._kept: dict[str, Draft] = {}

    def begin(self) -> None:
        """Log in; wait until the desk offers what lies from before, and look at it."""
        program = self._program
        program.log_in(CLERK)
        program.until_at("证件号码")
        desk = program.acceptance
        # A draft that the kill left behind although its case was kept is not offered.
        still_open = program.desk._session.lookup.open_drafts()
        lying = {draft.draft_id: draft for draft in still_open}
        program.until(lambda: (desk.pane.offer.draft is not None) == bool(lying))
        offered = desk.pane.offer.draft
        tell({"act": "open", "offered": _values(offered)})
        desk.acted.connect(self._on_acted)
        desk.drafts.keeper.said.connect(self._on_said)
        if offered is not None:
            self._take_up(offered)

    def work(self) -> None:
        """Take in a few villagers who were never here, one after the other."""
        with self._program.desk._session.database.reading() as uow:
            new = [
                person
                for person in VILLAGERS
                if uow.parties.find(IdKind.RESIDENT, person.id_number) is None
            ]
        for person in new[:MOST_VISITORS]:
            accept_subsidy(self._program, person, known=False)

    def _take_up(self, offered: Draft) -> None:
        """Go on with a draft by its key, see that everything is back, throw it away."""
        program, desk = self._program, self._program.acceptance
        program.press(KEY.Key_R, ALT)
        wanted = dict(offered.values)
        program.until(lambda: dict(desk.visit.values()) == wanted)
        tell({"act": "taken up", "values": wanted})
        program.press(KEY.Key_F2)
        program.until(lambda: desk.pane.offer.draft is not None)
        tell({"act": "dropping", "draft": offered.draft_id})
        while desk.pane.offer.draft is not None:
            desk.pane.offer.drop_button.setFocus()
            program.press(KEY.Key_Delete)
        program.until(lambda: not self._box.all(CLERK))
        program.until_at("证件号码")

    def _on_said(self, text: str) -> None:
        if not text.startswith("草稿已存"):
            return
        for draft in self._box.all(CLERK):
            if self._kept.get(draft.draft_id) != draft:
                self._kept[draft.draft_id] = draft
                at = draft.saved_at.isoformat()
                tell({"act": "kept", "draft": draft.draft_id, "at": at, "values": _values(draft)})

    @staticmethod
    def _on_acted(receipt: ActReceipt) -> None:
        tell(
            {
                "act": "case",
                "case": receipt.case_id,
                "number": receipt.number,
                "state": receipt.state.value,
                "papers": [paper.number for paper in receipt.papers],
            }
        )


def tell(line: dict[str, object]) -> None:
    """Tell at once: the next moment may be the last."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Open the program at a folder and work until the villagers run out."""
    settings = Settings(data=folder, database=str(folder / FILE), window=CLERK_WINDOW)
    application = QApplication(sys.argv[:1])
    program = open_program(Patience(), application, settings)
    clerk = Clerk(program, FileDraftBox(settings.drafts))
    clerk.begin()
    clerk.work()
    program.close()


def _values(draft: Draft | None) -> dict[str, str] | None:
    return dict(draft.values) if draft is not None else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
