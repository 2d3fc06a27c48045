"""Electronic copies at the acceptance desk: attached to the chosen material, safe before F9.

The walk: in 材料 the clerk stands on 户口簿, presses Alt+F and picks the scans, or drags them onto
the row, or pastes a picture with Ctrl+V, or takes the photo that has just come into the watched
folder with Alt+X. Each file is stored beside the draft before the next is read; the row shows
电子 2. Alt+E shows them. What goes wrong: a file that is not taken is said, the others go on; the
program dies, and they are offered with the draft; F9 comes while one is on its way, and waits.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from windowdesk.domain.attachment import Enclosed, Filed
from windowdesk.domain.case import Case
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.draft_keeper import DraftKeeper
from windowdesk.ui.file_sheet import FileSheet
from windowdesk.ui.file_source import CaseSource, DraftSource, FileSource
from windowdesk.ui.file_taker import DropCatcher, FileTaker
from windowdesk.ui.files_field import FilesField
from windowdesk.ui.kit import Kit
from windowdesk.ui.photo_watch import PhotoWatch
from windowdesk.ui.sheet import Sheet

_NO_ITEM = "先选事项，再附电子件。"


class DeskFiles(QObject):
    """Joins the material list, the way files come in, and what lies beside the draft."""

    def __init__(
        self,
        kit: Kit,
        session: Session,
        visit: Visit,
        keeper: DraftKeeper,
        over: QWidget,
        *,
        show: Callable[[Sheet], None],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(over)
        self._kit = kit
        self._session = session
        self._visit = visit
        self._keeper = keeper
        self._over = over
        self._show = show
        self._now = now
        self._at: tuple[int, str] = (0, "")
        self._picking: FilesField | None = None
        self._asked = 0
        self.taker = FileTaker(kit, self)
        self.photos = PhotoWatch(kit, session, self._may_offer, self)
        self.photos.wanted.connect(self._take)
        self.taker.idle.connect(self.look)
        self.taker.taken.connect(self._on_taken)
        visit.form.attach_wanted.connect(self._attach_for)
        visit.form.paste_wanted.connect(self._paste_for)
        visit.changed.connect(self._on_visit_changed)
        materials = visit.materials.list
        materials.paste_wanted.connect(self.paste)
        materials.files_dropped.connect(self._take)
        DropCatcher(over).dropped.connect(self._take)

    def ways(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys do."""
        return {"Alt+F": self.attach, "Alt+E": self.open, "Alt+X": self.photos.take}

    def attach(self) -> None:
        """Alt+F: choose files for the chosen material, or for the question that has the focus."""
        self._attach_for(self._visit.form.files_in_focus())

    def paste(self) -> None:
        """Ctrl+V in the list: what lies on the clipboard."""
        self._paste_for(None)

    def open(self) -> None:
        """Alt+E: look at what is attached."""
        if self._may_attach():
            sheet = FileSheet(self._kit, self._session, self._source(), material=self._material())
            sheet.changed.connect(self.look)
            self._show(sheet)

    def look(self) -> None:
        """Ask what is attached to what lies on the desk."""
        self._asked += 1
        self._wait()
        case = self._visit.case
        if case is not None:
            work = partial(_case_with_files, self._session, case.case_id)
            self._kit.tasks.run(work, partial(self._on_case, self._asked), self._on_failed)
        elif self._keeper.draft_id:
            beside = partial(self._session.enclosures.enclosed, self._keeper.draft_id)
            self._kit.tasks.run(beside, partial(self._on_enclosed, self._asked), self._on_failed)

    def _attach_for(self, field: FilesField | None) -> None:
        if self._may_attach():
            self._picking = field
            self.taker.ask(self._over, self._source(), self._target(field))

    def _paste_for(self, field: FilesField | None) -> None:
        if self._may_attach():
            self._picking = field
            self.taker.take_clipboard(self._source(), self._target(field))
            self._wait()

    def _on_taken(self, name: str) -> None:
        """Pick what was attached for a question of the form; the form may have changed since."""
        field = self._picking
        if field is not None and shiboken6.isValid(field):
            field.pick(name)

    def _target(self, field: FilesField | None) -> str:
        """Return the material that a file is filed under; what answers a question is of no one."""
        return self._material() if field is None else ""

    def _source(self) -> FileSource:
        listed = self._visit.materials.materials()
        if self._visit.case is not None:
            return CaseSource(self._session, self._visit.case.case_id, listed)
        return DraftSource(self._session, self._keeper.begin(), self._now, listed)

    def _material(self) -> str:
        chosen = self._visit.materials.chosen
        return chosen.code if chosen is not None else ""

    def _may_attach(self) -> bool:
        if self._visit.item is None:
            self._kit.notifier.info(_NO_ITEM)
        return self._visit.item is not None

    def _may_offer(self) -> str | None:
        """Return the name of what a photo would be attached to, None while there is nothing."""
        if self._visit.item is None or not self._over.isVisible():
            return None
        chosen = self._visit.materials.chosen
        return chosen.name if chosen is not None else "整件"

    def _take(self, paths: list[Path]) -> None:
        if self._may_attach():
            self._picking = self._visit.form.files_in_focus()
            self.taker.take_paths(self._source(), self._target(self._picking), paths)
            self._wait()

    def _wait(self) -> None:
        self._visit.wait_for_files(self.taker.left)

    def _on_visit_changed(self) -> None:
        """Another draft or case lies on the desk: its files are others."""
        case = self._visit.case
        at = (case.case_id if case else 0, self._keeper.draft_id)
        if at != self._at:
            self._at = at
            self.look()

    def _on_enclosed(self, asked: int, enclosed: tuple[Enclosed, ...]) -> None:
        if asked == self._asked:
            self._visit.enclose(enclosed)
            self._visit.materials.show_files(Counter(one.material for one in enclosed))

    def _on_case(self, asked: int, found: "_CaseFiles") -> None:
        if asked == self._asked:
            standing = Counter(one.original.material for one in found.files if not one.is_void)
            self._visit.renew_case(found.case)
            self._visit.materials.show_files(standing)

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error)


@dataclass(frozen=True)
class _CaseFiles:
    """A received case and its files, as they are now."""

    case: Case
    files: tuple[Filed, ...]


def _case_with_files(session: Session, case_id: int) -> _CaseFiles:
    return _CaseFiles(session.lookup.case(case_id).case, session.attachments.of_case(case_id))
