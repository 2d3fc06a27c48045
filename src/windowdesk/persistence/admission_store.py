"""Drafts of items and the log of their admission."""

from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, select

from windowdesk.domain.admission import Admission, AdmissionPaper, AdmissionStep, ItemDraft
from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.persistence.dialect import SqlDialect, day_out, moment_in, moment_out
from windowdesk.persistence.record_tables import item_admission, item_draft
from windowdesk.persistence.session import Session, Values
from windowdesk.persistence.statements import ready

_CHANGED = "这个事项的草稿刚被别人改过。按 F5 看最新的，再改一次。"


class AdmissionStatements:
    """Compiled once per dialect; parameters bear the names of the columns."""

    def __init__(self, dialect: SqlDialect) -> None:
        here = item_draft.c.centre == bindparam("centre")
        one = here & (item_draft.c.item_id == bindparam("item_id"))
        seen = (
            (item_draft.c.centre == bindparam("of_centre"))
            & (item_draft.c.item_id == bindparam("of_item_id"))
            & (item_draft.c.version == bindparam("of_version"))
        )
        changed: dict[str, object] = {
            name: bindparam(name) for name in ("state", "body", "changed_by", "changed_at")
        }
        given: dict[str, object] = {column.name: bindparam(column.name) for column in item_draft.c}
        self.draft_get = ready("get item_draft", select(item_draft).where(one), dialect)
        self.drafts_all = ready(
            "all item_draft", select(item_draft).where(here).order_by(item_draft.c.item_id), dialect
        )
        self.draft_add = ready(
            "insert item_draft",
            dialect.insert(item_draft).values(given).on_conflict_do_nothing(),
            dialect,
        )
        self.draft_save = ready(
            "update item_draft",
            item_draft.update()
            .where(seen)
            .values({**changed, "version": item_draft.c.version + 1}),
            dialect,
        )
        self.draft_remove = ready("delete item_draft", item_draft.delete().where(seen), dialect)
        self.step_add = ready("insert item_admission", item_admission.insert(), dialect)
        self.steps_of = ready(
            "steps of item",
            select(item_admission)
            .where(
                item_admission.c.centre == bindparam("centre"),
                item_admission.c.item_id == bindparam("item_id"),
            )
            .order_by(item_admission.c.admission_id),
            dialect,
        )


@cache
def admission_statements(dialect: SqlDialect) -> AdmissionStatements:
    """Return the statements of a dialect, compiled when the first catalogue desk asks."""
    return AdmissionStatements(dialect)


class SqlAdmissionStore:
    """Drafts and steps on one session."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str) -> None:
        self._session = session
        self._dialect = dialect
        self._centre = centre

    def draft(self, item_id: str) -> ItemDraft | None:
        """Return the draft of an item, or None."""
        row = self._session.first(self._sql.draft_get, centre=self._centre, item_id=item_id)
        return None if row is None else _draft(row)

    def drafts(self) -> tuple[ItemDraft, ...]:
        """Return all drafts."""
        rows = self._session.rows(self._sql.drafts_all, centre=self._centre)
        return tuple(_draft(row) for row in rows)

    def add_draft(self, draft: ItemDraft) -> None:
        """Store a new draft; ConcurrentChange if there is one already."""
        added = self._session.change(
            self._sql.draft_add,
            **_values(draft),
            centre=self._centre,
            item_id=draft.item.item_id,
            version=draft.version,
        )
        if added != 1:
            raise ConcurrentChange(_CHANGED)

    def save_draft(self, draft: ItemDraft) -> None:
        """Store a changed draft; ConcurrentChange unless the version is the one read."""
        changed = self._session.change(self._sql.draft_save, **_values(draft), **self._seen(draft))
        if changed != 1:
            raise ConcurrentChange(_CHANGED)

    def remove_draft(self, draft: ItemDraft) -> None:
        """Remove a draft; ConcurrentChange unless the version is the one read."""
        if self._session.change(self._sql.draft_remove, **self._seen(draft)) != 1:
            raise ConcurrentChange(_CHANGED)

    def log(self, step: Admission) -> None:
        """Write a step."""
        paper = step.paper
        self._session.change(
            self._sql.step_add,
            admission_id=step.admission_id,
            centre=self._centre,
            item_id=step.item_id,
            item_version=step.item_version,
            state=step.step.value,
            digest=step.digest,
            paper_organ=paper.organ if paper else "",
            paper_number=paper.number if paper else "",
            paper_on=paper.on.isoformat() if paper else None,
            note=step.note,
            login=step.login,
            name=step.name,
            at=moment_in(step.at),
        )

    def steps(self, item_id: str) -> tuple[Admission, ...]:
        """Return the steps of an item, oldest first."""
        rows = self._session.rows(self._sql.steps_of, centre=self._centre, item_id=item_id)
        return tuple(_step(row) for row in rows)

    @property
    def _sql(self) -> AdmissionStatements:
        return admission_statements(self._dialect)

    def _seen(self, draft: ItemDraft) -> Values:
        return {
            "of_centre": self._centre,
            "of_item_id": draft.item.item_id,
            "of_version": draft.version,
        }


def _values(draft: ItemDraft) -> Values:
    return {
        "state": draft.state.value,
        "body": draft.item.to_text(),
        "changed_by": " ".join(draft.writers),
        "changed_at": moment_in(draft.changed_at),
    }


def _draft(row: Row[Any]) -> ItemDraft:
    item = Item.from_text(row.body)
    return ItemDraft(
        item=replace(item, state=ItemState.PROPOSED),
        state=ItemState(row.state),
        writers=tuple(row.changed_by.split()),
        changed_at=moment_out(row.changed_at),
        version=row.version,
    )


def _step(row: Row[Any]) -> Admission:
    on = day_out(row.paper_on) if row.paper_on else None
    paper = AdmissionPaper(row.paper_organ, row.paper_number, on) if on else None
    return Admission(
        admission_id=row.admission_id,
        item_id=row.item_id,
        item_version=row.item_version,
        step=AdmissionStep(row.state),
        digest=row.digest,
        login=row.login,
        name=row.name,
        at=moment_out(row.at),
        paper=paper,
        note=row.note,
    )
