"""Putting files into a case while an act is being done on it."""

from dataclasses import replace

from windowdesk.domain.attachment import (
    Attachment,
    Enclosed,
    Grade,
    files_of,
    require_room,
    require_small,
)
from windowdesk.domain.canonical import sha256
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.ids import new_id
from windowdesk.domain.materials import HandedIn, with_files
from windowdesk.services.acting import CaseAct


def file_in(doing: CaseAct, enclosed: tuple[Enclosed, ...]) -> None:
    """Store the files of an application with the case that is being opened.

    They are bound into the event that received it: application and files are stored together or
    not at all. One file at a time is held in memory. A file whose material is no longer on the
    list (another 情形 was chosen) goes with the case as a whole: nothing is lost.
    """
    used, last_id = 0, 0
    listed = {m.code for m in doing.case.application.materials}
    for one in enclosed:
        require_small(one.size, one.name)
        require_room(used, one.size, one.name)
        used += one.size
        # The files keep their order: lists are sorted by identity.
        last_id = max(new_id(doing.at), last_id + 1)
        row = row_of(doing, one if one.material in listed else replace(one, material=""), last_id)
        content = unspoiled(one.content(), one.sha256, one.name)
        doing.uow.attachments.add_content(row, content)
        doing.file(row)
        doing.case.enclose(row)


def next_id(doing: CaseAct) -> int:
    """Return an identity above those of the case's files: what follows from one sorts after it."""
    before = doing.uow.attachments.of_case(doing.case.case_id)
    return max(new_id(doing.at), 1 + max((one.attachment_id for one in before), default=0))


def counted(
    materials: tuple[HandedIn, ...], enclosed: tuple[Enclosed, ...]
) -> tuple[HandedIn, ...]:
    """Return the list with the electronic copies that lie beside the application."""
    for code in dict.fromkeys(one.material for one in enclosed):
        files = sum(one.material == code for one in enclosed)
        materials = with_files(materials, code, files)
    return materials


def add_file(doing: CaseAct, row: Attachment, content: bytes | None) -> None:
    """Store a file with a case that exists; ``content`` is None where its bytes are stored."""
    before = doing.uow.attachments.of_case(row.case_id)
    if content is not None:
        used = sum({one.sha256: one.size for one in before if one.sha256 != row.sha256}.values())
        require_room(used, row.size, row.name)
    files = files_of(row.material, (*before, row))
    doing.case.attach(row, files, by=doing.actor, at=doing.at)
    if content is not None:
        doing.uow.attachments.add_content(row, content)
    doing.file(row)


def row_of(
    doing: CaseAct, file: Enclosed, attachment_id: int, derived_from: int | None = None
) -> Attachment:
    """Return the row of a file that the actor adds now."""
    return Attachment(
        attachment_id=attachment_id,
        case_id=doing.case.case_id,
        centre=doing.case.centre,
        material=file.material,
        name=file.name,
        sha256=file.sha256,
        media=file.media,
        size=file.size,
        pages=file.pages,
        grade=file.grade,
        derived_from=derived_from,
        login=doing.actor.login,
        person=doing.actor.name,
        window=doing.actor.window,
        at=doing.at,
    )


def again(attachment: Attachment, grade: Grade) -> Enclosed:
    """Return a file as one that is added once more, with another grade and the same bytes."""
    return Enclosed(
        material=attachment.material,
        name=attachment.name,
        sha256=attachment.sha256,
        media=attachment.media,
        size=attachment.size,
        pages=attachment.pages,
        grade=grade,
        content=bytes,
    )


def require_material(doing: CaseAct, code: str) -> None:
    """Raise DomainError unless the case has a material with this code."""
    listed = doing.case.application.materials
    if code not in {m.code for m in listed}:
        names = "、".join(f"{m.code}（{m.name}）" for m in listed)
        raise DomainError(f"这件的清单里没有材料“{code}”。能写的是：{names}。", "material")


def unspoiled(content: bytes | None, digest: str, name: str) -> bytes:
    """Return bytes that are still what was attached; EnvironmentProblem if not."""
    if content is None:
        raise EnvironmentProblem(
            f"“{name}”的文件没有了，登记还在。请管理员运行 windowdesk verify。"
        )
    if sha256(content) != digest:
        raise EnvironmentProblem(
            f"“{name}”和附上时不一样了：文件被改过或者坏了。请管理员运行 windowdesk verify。"
        )
    return content
