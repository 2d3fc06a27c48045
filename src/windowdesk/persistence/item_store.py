"""Versions of the catalogue's items on one session, and which of them is in force today."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from threading import Lock
from types import MappingProxyType

from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.opening import Opening
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Statements

_As = tuple[int, date]


class ItemCache:
    """Versions of items that were read once; they never change. Safe to share between threads.

    Which version is current depends on the state of the catalogue and on the day.
    """

    def __init__(self) -> None:
        self._items: dict[tuple[str, int], Item] = {}
        self._current: dict[str, int] = {}
        self._whole: Mapping[str, tuple[Item, ...]] | None = None
        self._as: _As = (-1, date.min)
        self._lock = Lock()

    def version(self, item_id: str, version: int) -> Item | None:
        """Return a version if it is known."""
        return self._items.get((item_id, version))

    def keep(self, item: Item) -> None:
        """Remember a version."""
        self._items[item.item_id, item.version] = item

    def current(self, item_id: str, as_of: _As) -> Item | None:
        """Return the version in force as of a state of the catalogue and a day, if known."""
        with self._lock:
            self._forget_unless(as_of)
            version = self._current.get(item_id)
        return None if version is None else self.version(item_id, version)

    def keep_current(self, item: Item, as_of: _As) -> None:
        """Remember the version in force as of a state of the catalogue and a day."""
        self.keep(item)
        with self._lock:
            self._forget_unless(as_of)
            self._current[item.item_id] = item.version

    def whole(self, as_of: _As) -> Mapping[str, tuple[Item, ...]] | None:
        """Return all versions of all items, oldest first, if they are known."""
        with self._lock:
            self._forget_unless(as_of)
            return self._whole

    def keep_whole(self, whole: Mapping[str, tuple[Item, ...]], as_of: _As) -> None:
        """Remember all versions of all items."""
        with self._lock:
            self._forget_unless(as_of)
            self._whole = whole

    def _forget_unless(self, as_of: _As) -> None:
        if as_of != self._as:
            self._current.clear()
            self._whole = None
            self._as = as_of


def in_force(versions: Sequence[Item], on: date) -> Item:
    """Return the newest version that has begun ``on`` that day, else the first to begin.

    ``versions`` are those of one item, oldest first. A version without a first day is the text
    that an item came with before it was ever published: it has always begun.
    """
    begun = [v for v in versions if v.effective_from is None or v.effective_from <= on]
    return begun[-1] if begun else versions[0]


class SqlItemStore:
    """Versions of the catalogue's items."""

    def __init__(
        self, session: Session, statements: Statements, cache: ItemCache, opening: Opening
    ) -> None:
        self._session = session
        self._statements = statements
        self._cache = cache
        self._opening = opening

    def current(self, item_id: str) -> Item:
        """Return the version in force today; DomainError if there is no such item."""
        as_of = self._as_of()
        known = self._cache.current(item_id, as_of)
        if known is not None:
            return known
        item = in_force(self.versions(item_id), as_of[1])
        self._cache.keep_current(item, as_of)
        return item

    def version(self, item_id: str, version: int) -> Item:
        """Return one version; DomainError if there is none."""
        known = self._cache.version(item_id, version)
        if known is not None:
            return known
        row = self._session.first(
            self._statements.item_get,
            centre=self._opening.centre_code,
            item_id=item_id,
            v=version,
        )
        if row is None:
            raise DomainError(f"事项库里没有这个事项的第 {version} 版。核对是第几版。", "item")
        item = Item.from_text(row.body)
        self._cache.keep(item)
        return item

    def versions(self, item_id: str) -> tuple[Item, ...]:
        """Return all versions of an item, oldest first; DomainError if there is no such item."""
        rows = self._session.rows(
            self._statements.item_versions, centre=self._opening.centre_code, item_id=item_id
        )
        if not rows:
            raise DomainError("事项库里没有这个事项。按名称或编码重新查找。", "item")
        return tuple(self._of(item_id, row.version, row.body) for row in rows)

    def all_versions(self) -> Mapping[str, tuple[Item, ...]]:
        """Return all versions of every item, oldest first, by item."""
        as_of = self._as_of()
        known = self._cache.whole(as_of)
        if known is not None:
            return known
        found: dict[str, list[Item]] = {}
        rows = self._session.rows(self._statements.items_all, centre=self._opening.centre_code)
        for row in rows:
            item = self._of(row.item_id, row.version, row.body)
            found.setdefault(row.item_id, []).append(item)
        whole = MappingProxyType({item_id: tuple(many) for item_id, many in found.items()})
        self._cache.keep_whole(whole, as_of)
        return whole

    def all_current(self) -> tuple[Item, ...]:
        """Return the version in force today of every item."""
        today = self._as_of()[1]
        return tuple(in_force(versions, today) for versions in self.all_versions().values())

    def add(self, items: Iterable[Item]) -> None:
        """Store new versions; ConcurrentChange if one of them is there already."""
        for item in items:
            added = self._session.change(
                self._statements.item_add,
                centre=self._opening.centre_code,
                item_id=item.item_id,
                version=item.version,
                digest=item.digest,
                body=item.to_text(),
            )
            if added != 1:
                raise ConcurrentChange("这个事项刚有了新的一版。按 F5 看最新的，再办一次。")
        self._session.change(self._statements.catalogue_grew, of_code=self._opening.centre_code)
        self._opening.forget()
        # What is read from now on may yet be rolled back: others must not see it.
        self._cache = ItemCache()

    def _as_of(self) -> _As:
        return self._opening.catalogue(), local_date(self._opening.moment())

    def _of(self, item_id: str, version: int, body: str) -> Item:
        item = self._cache.version(item_id, version) or Item.from_text(body)
        self._cache.keep(item)
        return item
