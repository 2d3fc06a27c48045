"""A second, small record of the numbers that were given: what a spoiled database cannot tell.

After a restore no number that stands on a paper may be given again. So the serials of every act
are written beside the database before the act is committed, a file a day. A line too many, of an
act that was rolled back, only leaves a gap that is explained; a line too few could give a number
twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import rmtree

from windowdesk.domain.local_time import local_date

_SUFFIX = ".numbers"
_DAYS_KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Span:
    """The serials of one line that a journal knows, from the least to the greatest."""

    first: int
    last: int


class NumberJournal:
    """The journal of one database file."""

    def __init__(self, database: Path) -> None:
        self._folder = database.with_name(database.name + _SUFFIX)

    def note(self, serials: Mapping[str, int]) -> None:
        """Write the serials of an act; nothing is promised if the folder cannot be written."""
        day = local_date(datetime.now(UTC))
        text = "".join(f"{serial}\t{line}\n" for line, serial in serials.items())
        try:
            self._folder.mkdir(exist_ok=True)
            with (self._folder / f"{day.isoformat()}.txt").open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            # The database itself holds the numbers; this is the belt to its braces.
            return

    def move_to(self, database: Path) -> None:
        """Become the journal of another file, in place of what was kept beside that one."""
        target = NumberJournal(database)
        target.remove()
        if self._folder.is_dir():
            self._folder.rename(target._folder)

    def remove(self) -> None:
        """Remove the whole journal: its database is no more, and its numbers count for nothing."""
        if self._folder.is_dir():
            rmtree(self._folder)

    def known(self) -> Mapping[str, Span]:
        """Return what the journal knows of every line; a torn last line is passed over."""
        spans: dict[str, Span] = {}
        for file in sorted(self._folder.glob("*.txt")) if self._folder.is_dir() else ():
            for text in file.read_text(encoding="utf-8", errors="replace").splitlines():
                serial, tab, line = text.partition("\t")
                if tab and serial.isascii() and serial.isdigit():
                    spans[line] = _with(spans.get(line), int(serial))
        return spans

    def forget_before(self, day: date) -> None:
        """Remove files that are older than any backup that would be restored."""
        limit = (day - _DAYS_KEPT).isoformat()
        for file in self._folder.glob("*.txt") if self._folder.is_dir() else ():
            if file.stem < limit:
                file.unlink(missing_ok=True)


def _with(span: Span | None, serial: int) -> Span:
    if span is None:
        return Span(serial, serial)
    return Span(min(span.first, serial), max(span.last, serial))
