"""Files of cases: attach, list, look at, hold against the original, export."""

from collections.abc import Callable
from dataclasses import dataclass

from windowdesk.domain.attachment import (
    GRADE_LABEL,
    Attachment,
    Enclosed,
    Filed,
    Grade,
    file_name,
    filed,
    require_small,
)
from windowdesk.domain.canonical import sha256
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date
from windowdesk.domain.media import PDF, kind_of, kind_with
from windowdesk.services.acting import Bench, CaseAct
from windowdesk.services.attachment_port import Stamp, Workshop
from windowdesk.services.filing import add_file, again, next_id, require_material, row_of, unspoiled
from windowdesk.services.ports import AuditEntry

_FIELD = "file"
_NO_LONGER = "“{name}”已经作废，不能再动。要用的话重新附一次。"


@dataclass(frozen=True)
class Attached:
    """What came of attaching. ``twin`` is the name of a file with the very same bytes, or empty.

    ``is_new`` is False where the material had these bytes already and nothing was added.
    """

    attachment: Attachment
    is_new: bool
    twin: str


class Attachments:
    """One method per thing that is done with the files of a case."""

    def __init__(self, bench: Bench, workshop: Workshop) -> None:
        self._bench = bench
        self._workshop = workshop

    def attach(
        self,
        case_id: int,
        content: bytes,
        name: str,
        material: str = "",
        grade: Grade = Grade.UPLOADED,
    ) -> Attached:
        """Store one file with a case, in a transaction of its own (pitfalls.md i5).

        When it returns, the file is safe. The same bytes for the same material are stored once: an
        answer that was lost on the way may be asked for again. DomainError says what is not taken.
        """
        if grade in {Grade.CHECKED, Grade.VOID}:
            raise DomainError("先附上，再核对原件或者作废。", "grade")
        file = made_ready(self._workshop, content, name, material, grade)
        known = self._known(case_id, file)
        if known is not None:
            return Attached(known, is_new=False, twin=known.name)
        added: list[Attached] = []

        def act(doing: CaseAct) -> None:
            if material:
                require_material(doing, material)
            twins = [one for one in _standing(doing) if one.original.sha256 == file.sha256]
            row = row_of(doing, file, next_id(doing))
            add_file(doing, row, file.content())
            twin = twins[0].original.name if twins else ""
            added.append(Attached(row, is_new=True, twin=twin))

        self._bench.act_on(case_id, act)
        return added[0]

    def of_case(self, case_id: int) -> tuple[Filed, ...]:
        """Return the files of a case as they stand now, in the order they were attached."""
        self._bench.account.require(Act.SEE_CASES)
        with self._bench.database.reading() as uow:
            return filed(uow.attachments.of_case(case_id))

    def read(self, attachment_id: int) -> tuple[Attachment, bytes]:
        """Return a file whole, to be shown; EnvironmentProblem if its bytes were changed."""
        self._bench.account.require(Act.SEE_CASES)
        with self._bench.database.reading() as uow:
            one = uow.attachments.get(attachment_id)
            return one, unspoiled(uow.attachments.content(one.sha256), one.sha256, one.name)

    def export(self, attachment_id: int) -> tuple[Attachment, bytes]:
        """Return a file to be saved outside the program; who took it when is logged."""
        self._bench.account.require(Act.EXPORT_PAPER)
        with self._bench.database.unit_of_work() as uow:
            one = uow.attachments.get(attachment_id)
            content = unspoiled(uow.attachments.content(one.sha256), one.sha256, one.name)
            case, at = uow.cases.get(one.case_id), uow.now()
            subject = f"{case.number.digits} {one.name}"
            login = self._bench.account.login
            uow.audit(AuditEntry(new_id(at), at, login, "export_attachment", subject))
            uow.commit()
        return one, content

    def check(self, attachment_id: int) -> Attachment:
        """Record that a file was held against the original: a stamped copy of grade B is made.

        The unstamped one stays (国办函〔2016〕108号). DomainError if the file is void, was checked
        already, or is no picture or PDF.
        """
        original, content = self.read(attachment_id)
        kind = kind_with(original.media)
        if kind is None or not kind.is_shown:
            raise DomainError(
                f"“{original.name}”不是图片或 PDF，盖不了核对章。先另存成 PDF 再附。", _FIELD
            )
        copy = self._workshop.stamped(content, kind, self._stamp(original.case_id))
        require_small(len(copy), original.name)
        stamped = Enclosed(
            material=original.material,
            name=file_name(f"{original.name.rpartition('.')[0]}（已核原件）.pdf", PDF),
            sha256=sha256(copy),
            media=PDF.code,
            size=len(copy),
            pages=original.pages,
            grade=Grade.CHECKED,
            content=lambda: copy,
        )
        return self._follow(original, stamped, copy)

    def grade(self, attachment_id: int, grade: Grade) -> Attachment:
        """Say anew how far a file is trusted, or that it was attached by mistake (VOID).

        Grade B comes with the stamp, see ``check``. The old row stays, another one follows it.
        """
        if grade is Grade.CHECKED:
            return self.check(attachment_id)
        with self._bench.database.reading() as uow:
            original = uow.attachments.get(attachment_id)
        return self._follow(original, again(original, grade), None)

    def _follow(self, original: Attachment, file: Enclosed, content: bytes | None) -> Attachment:
        """Add what was made of a file."""
        added: list[Attachment] = []

        def act(doing: CaseAct) -> None:
            now = _as_it_stands(doing, original)
            if now.is_void:
                raise DomainError(_NO_LONGER.format(name=original.name), _FIELD)
            if now.grade is file.grade:
                raise DomainError(
                    f"“{original.name}”已经是{GRADE_LABEL[file.grade]}，不用再核。", _FIELD
                )
            row = row_of(doing, file, next_id(doing), now.original.attachment_id)
            add_file(doing, row, content)
            added.append(row)

        self._bench.act_on(original.case_id, act)
        return added[0]

    def _stamp(self, case_id: int) -> Stamp:
        with self._bench.database.reading() as uow:
            case, centre, at = uow.cases.get(case_id), uow.centre(), uow.now()
        return Stamp(centre.name, case.item.name, self._bench.actor.name, local_date(at))

    def _known(self, case_id: int, file: Enclosed) -> Attachment | None:
        """Return the row if the material has these bytes already."""
        with self._bench.database.reading() as uow:
            known = filed(uow.attachments.of_case(case_id))
        same = [
            one.original
            for one in known
            if (one.original.sha256, one.original.material) == (file.sha256, file.material)
            and not one.is_void
        ]
        return same[0] if same else None


def made_ready(
    workshop: Workshop, content: bytes, name: str, material: str, grade: Grade
) -> Enclosed:
    """Check a file and make it ready to be stored; DomainError says why it is not taken."""
    require_small(len(content), name)
    kind = kind_of(content, name)
    ready = workshop.prepare(content, kind, name)
    return Enclosed(
        material=material,
        name=file_name(name, kind),
        sha256=sha256(ready.content),
        media=kind.code,
        size=len(ready.content),
        pages=ready.pages,
        grade=grade,
        content=_given(ready.content),
    )


def _given(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _standing(doing: CaseAct) -> tuple[Filed, ...]:
    rows = doing.uow.attachments.of_case(doing.case.case_id)
    return tuple(one for one in filed(rows) if not one.is_void)


def _as_it_stands(doing: CaseAct, original: Attachment) -> Filed:
    rows = doing.uow.attachments.of_case(original.case_id)
    wanted = {original.attachment_id, original.derived_from}
    return next(one for one in filed(rows) if one.original.attachment_id in wanted)
