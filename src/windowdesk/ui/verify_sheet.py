"""核验文书: whether a paper is from a centre that is known here, and still holds.

The walk: somebody shows a paper, or a file that came by mail. Ctrl+H on any desk; the code at its
top is scanned, or the file dropped here, chosen with Alt+F, or its place pasted; F9. One big word
answers; below it stands what is to be held against the paper. An own paper opens its case with
Ctrl+O. A paper of a centre that nobody knows here: Alt+G brings in the key file of that centre.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.key_file import SUFFIX
from windowdesk.services.own_keys import export_key_file
from windowdesk.services.paper_proofs import CODE, FILE, PaperProofs, ProvedPaper
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.ask_file import ask_file
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.fields import LineField
from windowdesk.ui.file_taker import DropCatcher
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.saved_copy import file_stem, first_folder, save_copy
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.verdict_panel import VerdictPanel

_LEAD = "用扫码枪扫右上角的码；或者把 PDF、照片、扫描件拖到这里。不用联网。"
_PAPERS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
_FILE_KEY, _TRUST_KEY, _GIVE_KEY, _OPEN_KEY = "Alt+F", "Alt+G", "Alt+D", "Ctrl+O"
_LABEL_ROOM = 22


class VerifySheet(Sheet):
    """``case_wanted`` carries a case id, ``paper_wanted`` a ``PaperRef``.

    ``keys_offered`` carries the ``OfferedKeys`` of a key file, ``help_wanted`` follows F1.
    """

    case_wanted = Signal(object)
    paper_wanted = Signal(object)
    keys_offered = Signal(object)
    help_wanted = Signal()

    def __init__(self, kit: Kit, session: Session, typed: str = "") -> None:
        super().__init__(kit.theme, "scan", "核验文书", width=760)
        self._kit = kit
        self._session = session
        self._proofs: PaperProofs = session.proofs
        self._proved: ProvedPaper | None = None
        self._asked = 0
        theme = kit.theme
        self.field = LineField(theme, label="码上的数字，或者文件的位置")
        self.field.enter_goes_on = False
        self.panel = VerdictPanel(theme)
        self.go_button = KeyButton(theme, "核验", "F9", ButtonKind.GO)
        self.file_button = KeyButton(theme, "选文件", _FILE_KEY)
        self.case_button = KeyButton(theme, "打开办件", _OPEN_KEY)
        self.paper_button = KeyButton(theme, "看存档的", "F8")
        self.trust_button = KeyButton(theme, "装公钥文件", _TRUST_KEY, ButtonKind.QUIET)
        self.give_button = KeyButton(theme, "导出本中心公钥", _GIVE_KEY, ButtonKind.QUIET)
        self._drops = DropCatcher(self)
        self._build()
        self._connect()
        self._allow()
        if typed:
            self.field.set_value(typed)
            self.verify()

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.field.value()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("F9", "核验", self.verify),
            KeyAct(_FILE_KEY, "选文件：PDF、照片、扫描件", self.ask),
            KeyAct(_OPEN_KEY, "打开办件", self.open_case),
            KeyAct("F8", "看存档的那份", self.open_paper),
            KeyAct(_TRUST_KEY, "装别的中心的公钥文件", self.ask_keys),
            KeyAct(_GIVE_KEY, "导出本中心的公钥文件", self.give_keys),
            KeyAct("F1", "怎么核验", self.help_wanted.emit),
        )
        return (KeyGroup("核验文书", acts),)

    def take_focus(self) -> None:
        """Begin at the field."""
        self.field.take_focus()

    def scanned(self, text: str) -> None:
        """Prove what a scanner read."""
        self.field.set_value(text)
        self.verify()

    def verify(self) -> None:
        """F9: prove what stands in the field."""
        typed = self.field.value().strip()
        if not typed:
            self.field.set_fault("还没有要核验的。扫码，选文件，或者把文件拖进来。")
            self.field.take_focus()
            return
        if typed.lower().endswith(SUFFIX):
            self._offer(Path(typed).expanduser())
            return
        self._asked += 1
        self.field.set_fault("")
        self.panel.clear()
        self.note.setText("正在核验")
        work = partial(self._proofs.of_typed, typed)
        self._kit.tasks.run(work, partial(self._on_proved, self._asked), self._on_failed)

    def ask(self) -> None:
        """Alt+F: choose a file."""
        ask_file(self, "选要核验的文件", "PDF、照片、扫描件", _PAPERS, self._take)

    def ask_keys(self) -> None:
        """Alt+G: choose the key file of another centre."""
        ask_file(self, "选公钥文件", "公钥文件", (SUFFIX,), self._offer)

    def give_keys(self) -> None:
        """Alt+D: save the own key file, for those who prove papers of this centre."""
        if not self.give_button.isEnabled():
            self._kit.notifier.info(self.give_button.toolTip())
            return
        work = partial(given_keys, self._session, first_folder())
        self._kit.tasks.run(work, self._on_given, self._on_failed)

    def open_case(self) -> None:
        """Ctrl+O: the case of an own paper."""
        if self._proved is not None and self._proved.case is not None:
            self.wants_aside.emit()
            self.case_wanted.emit(self._proved.case.case_id)

    def open_paper(self) -> None:
        """F8: the archived paper, to hold it against what was brought."""
        paper = self._proved.document if self._proved is not None else None
        if paper is not None:
            self.paper_wanted.emit(PaperRef(paper.document_id, paper.title, paper.number))

    def _build(self) -> None:
        theme = self.theme
        buttons = column(
            theme, _LABEL_ROOM, row(theme, self.file_button, 8, self.go_button), STRETCH
        )
        self.put(label(_LEAD, "second", wrap=True))
        self.put(column(theme, 10, row(theme, (self.field, 1), 10, bare(buttons)), 10))
        self.put(self.panel)
        more = (self.trust_button, 12, self.give_button)
        self.put(column(theme, 14))
        self.put_row(*more, STRETCH, self.paper_button, 8, self.case_button)

    def _connect(self) -> None:
        self.field.entered.connect(self.verify)
        self.go_button.clicked.connect(self.verify)
        self.file_button.clicked.connect(self.ask)
        self.trust_button.clicked.connect(self.ask_keys)
        self.give_button.clicked.connect(self.give_keys)
        self.case_button.clicked.connect(self.open_case)
        self.paper_button.clicked.connect(self.open_paper)
        self._drops.dropped.connect(self._on_dropped)

    def _on_dropped(self, paths: list[Path], _at: QPoint) -> None:
        self._take(paths[0])

    def _take(self, path: Path) -> None:
        self.field.set_value(str(path))
        self.verify()

    def _offer(self, path: Path) -> None:
        self.field.set_fault("")
        work = partial(self._proofs.trusted.offered, path)
        self._kit.tasks.run(work, self.keys_offered.emit, self._on_failed)

    def _on_proved(self, asked: int, proved: ProvedPaper) -> None:
        if asked != self._asked:
            return
        self.note.setText("")
        self._proved = proved
        self.panel.show_proved(proved)
        self._allow()

    def _on_given(self, path: Path) -> None:
        self._kit.notifier.info(f"公钥文件已存 {path}")
        self.field.set_hint(f"公钥文件已存 {path}。交给要核验的单位，打电话对一遍钥匙的名字。")

    def _on_failed(self, error: Exception) -> None:
        self.note.setText("")
        self._proved = None
        self._allow()
        fields = dict.fromkeys((CODE, FILE, "key"), self.field)
        self._kit.notifier.failed(error, fields)

    def _allow(self) -> None:
        proved = self._proved
        self.case_button.setVisible(proved is not None and proved.case is not None)
        self.paper_button.setVisible(proved is not None and proved.document is not None)
        account = self._session.account
        may = account.may(Act.EXPORT_PAPER) and not account.department
        self.give_button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.EXPORT_PAPER])
        self.give_button.setToolTip("" if may else f"能导出的人：看全中心的{who}")


def given_keys(session: Session, folder: str) -> Path:
    """Save the key file of the own centre; runs off the GUI thread."""
    text = export_key_file(session.bench)
    return save_copy(folder, file_stem(session.centre.name), SUFFIX, text.encode())
