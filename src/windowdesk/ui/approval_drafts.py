"""Opinions that are not finished: kept per case while the program runs, and across a crash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.services.drafts import Draft, DraftKind, draft_id_of
from windowdesk.services.session import Session
from windowdesk.ui.approval_opinion import OpinionText
from windowdesk.ui.kit import Kit

_KIND = DraftKind.OPINION
_PAUSE_MS = 2_000
_NOTHING = OpinionText()


@dataclass(frozen=True)
class _Write:
    """What has to be written: a text, or None for a draft that is done with."""

    case_id: int
    text: OpinionText | None
    at: datetime


class OpinionDrafts(QObject):
    """Keeps one text a case. Writes go one after the other, so that the last word stays.

    ``restored`` follows when the drafts of an earlier run have been read, ``saved`` a write.
    """

    restored = Signal()
    saved = Signal(object)

    def __init__(self, kit: Kit, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._texts: dict[int, OpinionText] = {}
        self._waiting: dict[int, _Write] = {}
        self._writing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.save_now)

    def restore(self) -> None:
        """Read the drafts that an earlier run left."""
        work = partial(self._session.drafts.all, self._session.account.login)
        self._kit.tasks.run(work, self._on_restored, self._kit.notifier.failed)

    def text_of(self, case_id: int) -> OpinionText:
        """Return what was typed about a case."""
        return self._texts.get(case_id, _NOTHING)

    def keep(self, case_id: int, text: OpinionText, at: datetime) -> None:
        """Keep a text; it is written after a pause in typing, or by ``save_now``."""
        if text == self.text_of(case_id):
            return
        self._texts[case_id] = text
        self._waiting[case_id] = _Write(case_id, None if text.is_empty else text, at)
        self._pause.start()

    def forget(self, case_id: int, at: datetime) -> None:
        """Drop the text of a case: the act went through."""
        if self._texts.pop(case_id, None) is not None:
            self._waiting[case_id] = _Write(case_id, None, at)
            self.save_now()

    def save_now(self) -> None:
        """Write what is not written yet, off the GUI thread."""
        self._pause.stop()
        if self._writing or not self._waiting:
            return
        writes, self._waiting = tuple(self._waiting.values()), {}
        self._writing = True
        self._kit.tasks.run(
            partial(self._write, writes), self._on_written, partial(self._on_failed, writes)
        )

    def _write(self, writes: tuple[_Write, ...]) -> datetime:
        box = self._session.drafts
        for write in writes:
            draft_id = draft_id_of(_KIND, str(write.case_id))
            if write.text is None:
                box.remove(draft_id)
            else:
                box.save(self._draft(draft_id, write.text.values(), write.at))
        return max(write.at for write in writes)

    def _draft(self, draft_id: str, values: Mapping[str, str], at: datetime) -> Draft:
        return Draft(draft_id, self._session.account.login, self._session.window, at, values)

    def _on_written(self, at: datetime) -> None:
        self._writing = False
        self.saved.emit(at)
        self.save_now()

    def _on_failed(self, writes: tuple[_Write, ...], error: Exception) -> None:
        self._writing = False
        for write in writes:
            self._waiting.setdefault(write.case_id, write)
        self._kit.notifier.failed(error)

    def _on_restored(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            if draft.kind is _KIND and draft.name.isdigit():
                self._texts.setdefault(int(draft.name), OpinionText.of(draft.values))
        self.restored.emit()
