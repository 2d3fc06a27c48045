"""Files of an application that is being typed: kept beside its draft until the case exists."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from windowdesk.domain.attachment import Enclosed, Grade, require_room
from windowdesk.domain.ids import new_id
from windowdesk.services.attachment_port import DraftFile, DraftFiles, Workshop
from windowdesk.services.attachments import made_ready


@dataclass(frozen=True)
class Kept:
    """What came of attaching to a draft; see services.attachments.Attached."""

    file: DraftFile
    is_new: bool
    twin: str


class Enclosures:
    """Attaches files to a draft; the act that opens the case stores them with it."""

    def __init__(self, files: DraftFiles, workshop: Workshop) -> None:
        self._files = files
        self._workshop = workshop

    def attach(
        self,
        draft_id: str,
        content: bytes,
        name: str,
        *,
        material: str,
        at: datetime,
        grade: Grade = Grade.UPLOADED,
    ) -> Kept:
        """Keep one file beside a draft; when it returns, the file survives a crash.

        DomainError says what is not taken; EnvironmentProblem if the disk does not take it.
        """
        file = made_ready(self._workshop, content, name, material, grade)
        before = self.of_draft(draft_id)
        twins = [one for one in before if one.sha256 == file.sha256]
        same = [one for one in twins if one.material == material]
        if same:
            return Kept(same[0], is_new=False, twin=same[0].name)
        require_room(sum(one.size for one in before), file.size, file.name)
        # Later files sort after earlier ones, also within one millisecond.
        file_id = max(new_id(at), 1 + max((int(one.file_id) for one in before), default=0))
        kept = DraftFile(
            file_id=f"{file_id:019d}",
            material=material,
            name=file.name,
            sha256=file.sha256,
            media=file.media,
            size=file.size,
            pages=file.pages,
            grade=grade,
        )
        self._files.keep(draft_id, kept, file.content())
        return Kept(kept, is_new=True, twin=twins[0].name if twins else "")

    def of_draft(self, draft_id: str) -> tuple[DraftFile, ...]:
        """Return the files of a draft in the order they were attached."""
        return tuple(self._files.all(draft_id))

    def read(self, draft_id: str, file_id: str) -> bytes:
        """Return the bytes of a file; EnvironmentProblem if they cannot be read."""
        return self._files.content(draft_id, file_id)

    def remove(self, draft_id: str, file_id: str) -> None:
        """Take a file away that was attached by mistake; the case does not exist yet."""
        self._files.drop(draft_id, file_id)

    def enclosed(self, draft_id: str) -> tuple[Enclosed, ...]:
        """Return the files of a draft, ready for ``Application.enclosed``."""
        return tuple(
            Enclosed(
                material=one.material,
                name=one.name,
                sha256=one.sha256,
                media=one.media,
                size=one.size,
                pages=one.pages,
                grade=one.grade,
                content=partial(self._files.content, draft_id, one.file_id),
            )
            for one in self.of_draft(draft_id)
        )
