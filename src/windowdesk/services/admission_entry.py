"""What is written at a step of admission, read as it goes into the log."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.admission import AdmissionPaper
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.text import LINE, NOTE, clean


@dataclass(frozen=True)
class StepEntry:
    """What is written at a step: the paper that it stands on, and a note or reason."""

    organ: str = ""
    number: str = ""
    on: date | None = None
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether no paper is named at all."""
        return not (self.organ.strip() or self.number.strip() or self.on)


def first_day(on: date, today: date, item: Item | None) -> date:
    """Return the first day of a version; DomainError if it is past or after its last."""
    if on < today:
        raise DomainError(
            f"生效日 {on.isoformat()} 已经过了，办过的件不能换依据。写今天或以后的日子。",
            "effective_from",
        )
    if item is not None and item.effective_to is not None and item.effective_to < on:
        raise DomainError(
            f"失效日 {item.effective_to.isoformat()} 在生效日前面。改其中一个。", "effective_to"
        )
    return on


def read_paper(entry: StepEntry, today: date) -> AdmissionPaper:
    """Return the paper that a step stands on; DomainError at what it lacks."""
    organ, number = clean(entry.organ, LINE, "organ"), clean(entry.number, LINE, "number")
    if not organ:
        raise DomainError("还没写是哪个机关的文件。写上机关名称。", "organ")
    if not number:
        raise DomainError("还没写文件的文号。没有文号就写文件名称。", "number")
    if entry.on is None:
        raise DomainError("还没写文件的日期。照文件落款写。", "on")
    if entry.on > today:
        raise DomainError(f"文件日期 {entry.on.isoformat()} 在今天后面。照文件落款写。", "on")
    return AdmissionPaper(organ, number, entry.on)


def read_note(entry: StepEntry) -> str:
    """Return the note of a step, cleaned."""
    return clean(entry.note, NOTE, "note")


def read_reason(entry: StepEntry) -> str:
    """Return the reason of a step; DomainError if none is given."""
    note = read_note(entry)
    if not note:
        raise DomainError("还没写理由。写一句为什么。", "note")
    return note
