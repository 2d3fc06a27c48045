"""Do the files of cases still hold? One pass over rows, one over bytes, for verification."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from windowdesk.domain.canonical import sha256
from windowdesk.services.ledger_port import Ledger, LedgerAttachment, LedgerAttachmentFile

_UNKNOWN = "办件经过里没有这个电子件：内部号或所属办件被改过，或者不是本中心附的。"
_CHANGED = "电子件的登记被改过，和办件经过里的摘要对不上。"
_MISSING = "经过里有这个电子件，库里没有。"
_BYTES_CHANGED = "电子件的文件被改过，和附上时的摘要对不上。"
_BYTES_GONE = "电子件的登记还在，文件没有了。"
_BYTES_STRANGE = "存着一个文件，没有办件用它。"


# The digest of each file that the events of a case name, by its identity; case by case.
Bound = Mapping[int, Mapping[str, str]]
Names = Callable[[int], str]


def file_faults(
    ledger: Ledger,
    bound: Bound,
    name_of: Names,
    department_of: Callable[[int], str | None],
) -> Iterator[tuple[str, str]]:
    """Compare rows with events, and bytes with rows; yield what is spoiled and how."""
    owners: dict[str, LedgerAttachment] = {}
    present: dict[int, set[str]] = defaultdict(set)
    for row in ledger.attachments():
        present[row.case_id].add(str(row.attachment_id))
        if row.row is not None:
            owners[row.row.sha256] = row
        fault = _row_fault(row, bound, department_of(row.case_id))
        if fault:
            yield _named(row, name_of), fault
    for case_id, told in bound.items():
        for attachment_id in sorted(told.keys() - present[case_id]):
            subject = f"{name_of(case_id)} 电子件 {attachment_id}"
            yield subject, _MISSING
    yield from _byte_faults(ledger, owners, name_of)


def _row_fault(row: LedgerAttachment, bound: Bound, department: str | None) -> str:
    told = bound.get(row.case_id, {}).get(str(row.attachment_id))
    if told is None:
        return _UNKNOWN
    same_department = department is None or row.department == department
    if row.row is None or row.row.digest != told or not same_department:
        return _CHANGED
    return ""


def _byte_faults(
    ledger: Ledger, owners: Mapping[str, LedgerAttachment], name_of: Names
) -> Iterator[tuple[str, str]]:
    stored = set()
    for file in ledger.attachment_files():
        stored.add(file.sha256)
        owner = owners.get(file.sha256)
        subject = f"文件 {file.sha256[:12]}" if owner is None else _named(owner, name_of)
        if owner is None:
            yield subject, _BYTES_STRANGE
        if _is_changed(file, owner):
            yield subject, _BYTES_CHANGED
    for digest in sorted(owners.keys() - stored):
        yield _named(owners[digest], name_of), _BYTES_GONE


def _is_changed(file: LedgerAttachmentFile, owner: LedgerAttachment | None) -> bool:
    if sha256(file.content) != file.sha256:
        return True
    row = None if owner is None else owner.row
    return row is not None and (file.media, file.size) != (row.media, row.size)


def _named(row: LedgerAttachment, name_of: Names) -> str:
    return f"{name_of(row.case_id)} 电子件“{row.name}”"
