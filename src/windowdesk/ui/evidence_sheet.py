"""证据包 and 归档信息包 of one case: what for, where to; one file that anybody can check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from windowdesk.domain.case import Case
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.states import CaseState
from windowdesk.services.list_export import FILE, PURPOSE
from windowdesk.services.session import Session
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.saved_copy import file_stem, first_folder, free_path
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

EVIDENCE_KEY = "Alt+Z"
_BUNDLE, _ARCHIVE = "证据包", "归档信息包"
_SAID = (
    "文书、附件、经过、期限证明装成一个压缩包，带一个谁都能运行的核对程序，改一个字节都查得出。"
    "里面有这个人的全部材料，谁导出、交给谁，记在案。"
)


@dataclass(frozen=True)
class BundleOrder:
    """What was written; ``for_archive`` adds the metadata for an archive's system."""

    case: Case
    purpose: str
    folder: str
    for_archive: bool


class EvidenceSheet(ActSheet):
    """``wanted`` carries a ``BundleOrder``."""

    def __init__(self, theme: Theme, case: Case) -> None:
        super().__init__(theme, "lock", "导出证据包", act="导出", width=700)
        self._case = case
        self.what = SegmentField(theme, label="要哪一种")
        self.what.set_choices((Choice(_BUNDLE, _BUNDLE), Choice(_ARCHIVE, _ARCHIVE)))
        self.what.set_value(_BUNDLE)
        self.purpose = LineField(theme, label="交给谁、做什么用（会记在案）")
        self.purpose.set_required(True)
        self.folder = LineField(theme, label="存到文件夹")
        self.folder.set_value(first_folder())
        self.folder.enter_goes_on = False
        self.folder.entered.connect(self.act)
        self.body.addWidget(label(_SAID, "second", wrap=True))
        for field in (self.what, self.purpose, self.folder):
            self.body.addWidget(field)
        self.what.setVisible(case.state is CaseState.ARCHIVED)
        self.note.setText(case.number.short)

    def take_focus(self) -> None:
        """Begin with the purpose."""
        self.purpose.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return the purpose while there is none."""
        if self.purpose.value().strip():
            return ()
        return (SheetGap("写明交给谁、做什么用，例如：交县司法局复议。", self.purpose),)

    def command(self) -> BundleOrder:
        """Return what was written."""
        for_archive = self.what.value() == _ARCHIVE
        return BundleOrder(self._case, self.purpose.value(), self.folder.value(), for_archive)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {PURPOSE: self.purpose, FILE: self.folder}


class EvidenceDoor:
    """Opens the sheet for those who may, and writes the file off the GUI thread."""

    def __init__(self, kit: Kit, session: Session, show: Callable[[Sheet], None]) -> None:
        self._kit = kit
        self._session = session
        self._show = show

    @property
    def who(self) -> str:
        """Say who may, '' for somebody who may."""
        may = self._session.account.may(Act.EXPORT_EVIDENCE)
        return "" if may else f"能导出证据包的人：{who_may(ACT_ROLES[Act.EXPORT_EVIDENCE])}"

    def open(self, case: Case) -> None:
        """Open the sheet of a case, or say who may."""
        if self.who:
            self._kit.notifier.info(self.who)
            return
        sheet = EvidenceSheet(self._kit.theme, case)
        sheet.wanted.connect(partial(self._write, sheet))
        self._show(sheet)

    def _write(self, sheet: EvidenceSheet, order: BundleOrder) -> None:
        sheet.set_busy("正在导出")
        work = partial(_written, self._session, order)
        self._kit.tasks.run(work, partial(self._on_written, sheet), partial(self._failed, sheet))

    def _on_written(self, sheet: EvidenceSheet, path: Path) -> None:
        sheet.is_done = True
        self._kit.notifier.info(f"已存 {path}")
        sheet.wants_aside.emit()

    def _failed(self, sheet: EvidenceSheet, error: Exception) -> None:
        sheet.set_busy("")
        self._kit.notifier.failed(error, sheet.fields())


def _written(session: Session, order: BundleOrder) -> Path:
    kind = _ARCHIVE if order.for_archive else _BUNDLE
    folder = Path(order.folder.strip()).expanduser()
    path = free_path(folder, file_stem(kind, order.case.number.digits), ".zip")
    session.evidence.write(order.case.case_id, path, order.purpose, for_archive=order.for_archive)
    return path
