"""Journals what is typed, off the GUI thread: on leaving a field and every two seconds."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.domain.local_time import clock_time
from windowdesk.services.drafts import Draft, DraftKind, draft_id_of
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit

_EVERY_MS = 2_000
_KIND = DraftKind.APPLICATION


class DraftKeeper(QObject):
    """One draft of an application at a time.

    Saves never overtake each other, and none comes after its removal.

    ``said`` carries the line for the foot of the desk: 草稿已存 10:24.
    """

    said = Signal(str)
    found = Signal(tuple)

    def __init__(
        self,
        kit: Kit,
        session: Session,
        values: Callable[[], Mapping[str, str]],
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._values = values
        self._now = now
        self._draft_id = ""
        self._is_dirty = False
        self._is_saving = False
        self._waiting: dict[str, Draft] = {}
        self._over: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.save)

    @property
    def draft_id(self) -> str:
        """The identity of the draft that is written, '' while nothing was typed."""
        return self._draft_id

    def begin(self) -> str:
        """Return the identity of the draft; one that is not written yet is saved now.

        What is attached lies beside it, so it must be there after a crash.
        """
        if not self._draft_id:
            self._is_dirty = True
            self.save()
        return self._draft_id

    def touch(self) -> None:
        """Something was typed: it is saved within two seconds."""
        self._is_dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        if not self._is_dirty:
            return
        self._is_dirty = False
        self._draft_id = self._draft_id or draft_id_of(_KIND, secrets.token_hex(8))
        draft = Draft(
            draft_id=self._draft_id,
            login=self._session.account.login,
            window=self._session.window,
            saved_at=self._now(),
            values=dict(self._values()),
        )
        if self._is_saving:
            self._waiting[draft.draft_id] = draft
        else:
            self._start(draft)

    def resume(self, draft: Draft) -> None:
        """Go on writing a draft of before."""
        self._draft_id = draft.draft_id
        self._is_dirty = False

    def put_by(self) -> None:
        """Save and let the draft lie; what follows is another one."""
        self.save()
        self._draft_id = ""
        self._is_dirty = False
        self.said.emit("")

    def finish(self) -> None:
        """Drop the draft: its application was accepted."""
        self._timer.stop()
        self._is_dirty = False
        if self._draft_id:
            self.drop(self._draft_id)
        self._draft_id = ""
        self.said.emit("")

    def drop(self, draft_id: str) -> None:
        """Throw a draft away, after a save that is still on its way."""
        self._waiting.pop(draft_id, None)
        if self._is_saving:
            self._over.append(draft_id)
        else:
            self._kit.tasks.run(
                partial(self._session.drafts.remove, draft_id), _nothing, self._kit.notifier.failed
            )

    def look(self) -> None:
        """Ask for the applications of this account; ``found`` carries those that lie."""
        work = self._session.lookup.open_drafts
        self._kit.tasks.run(work, self._on_found, self._kit.notifier.failed)

    def _start(self, draft: Draft) -> None:
        self._is_saving = True
        work = partial(self._session.drafts.save, draft)
        self._kit.tasks.run(work, partial(self._on_saved, draft), self._on_failed)

    def _on_found(self, drafts: tuple[Draft, ...]) -> None:
        self.found.emit(
            tuple(
                draft
                for draft in drafts
                if draft.kind is _KIND and draft.draft_id != self._draft_id
            )
        )

    def _on_saved(self, draft: Draft, _result: None) -> None:
        self._is_saving = False
        if draft.draft_id == self._draft_id:
            self.said.emit(f"草稿已存 {clock_time(draft.saved_at)}")
        self._over_now()
        if self._waiting:
            self._start(self._waiting.pop(next(iter(self._waiting))))

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        self._is_dirty = True
        self.said.emit("草稿没存上")
        self._kit.notifier.failed(error)
        self._over_now()

    def _over_now(self) -> None:
        over, self._over = self._over, []
        for draft_id in over:
            self.drop(draft_id)


def _nothing(_result: None) -> None:
    """Have nothing to say about a removed draft."""
