"""Head and story of the page 办件, and the sheets that show all of a list."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.local_time import local_date
from windowdesk.domain.masking import mask_phone
from windowdesk.domain.materials import HandedIn
from windowdesk.services.lookup import CaseView
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.case_rows import MaterialRows
from windowdesk.ui.case_words import holder_of, mark_of, materials_words, sex_and_age, village_name
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.evidence_sheet import EVIDENCE_KEY
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.story import Story, StoryEntry
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme

_STORY_ROW = 52
_LONGEST_LIST = 460


class CaseBar(QFrame):
    """Item and light, the applicant with masked number and phone; who has it in hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "bar")
        self.item = _Title("", "title")
        self.light = LightSign(theme)
        self.mark = Tag(theme)
        self.result = label("")
        self.applicant = label("", "strong")
        self.about = label("", "second")
        self.id_number = label("", "second")
        self.whole_number = KeyButton(theme, "看全号", "Alt+K", ButtonKind.QUIET, "eye")
        self.whole_number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy_out = KeyButton(theme, "抄录", "Alt+T", ButtonKind.QUIET)
        self.copy_out.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.phone = label("", "second")
        self.village = label("", "second")
        self.holder = label("")
        self.agent = label("")
        self._result_name = label("结果发放", "label")
        self._holder_name = label("承办", "label")
        self._agent_name = label("", "label")
        self._build()

    def show_view(self, view: CaseView, divisions: Divisions, login: str) -> None:
        """Show a case."""
        application = view.case.application
        applicant, today = application.applicant, local_date(view.now)
        self.item.set_text(view.case.item.name)
        self.light.show_reading(view.light)
        self.mark.say(*mark_of(view))
        self.result.setText(application.issue_by)
        self.applicant.setText(applicant.name)
        self._about(view, today)
        self.id_number.setText(applicant.id_number.masked)
        self.phone.setText(mask_phone(applicant.phone) if applicant.phone else "没留电话")
        self.village.setText(village_name(divisions, applicant.village))
        held = view.case.holder_at(view.now)
        holder = view.case.holder_name if held else view.case.department
        self.holder.setText(holder)
        self.holder.setToolTip(holder_of(view.case, view.now, login).text)
        agent = application.agent
        self._agent_name.setText(agent.role_text if agent else "")
        self.agent.setText(agent.name if agent else "")

    def fold(self, *, narrow: bool, very_narrow: bool) -> None:
        """Leave out phone and village, then the result and the holder's label."""
        for part in (self.phone, self.village, self._agent_name, self.agent):
            part.setHidden(narrow)
        for part in (self._result_name, self.result, self.about):
            part.setHidden(very_narrow)
        self.copy_out.setHidden(very_narrow)

    def _build(self) -> None:
        theme = self._theme
        first = row(
            theme,
            self.item,
            12,
            self.light,
            8,
            self.mark,
            (STRETCH, 1),
            18,
            self._result_name,
            6,
            self.result,
        )
        second = row(
            theme,
            self.applicant,
            10,
            self.about,
            10,
            self.id_number,
            2,
            self.whole_number,
            8,
            self.copy_out,
            14,
            self.phone,
            10,
            self.village,
            STRETCH,
            self._agent_name,
            6,
            self.agent,
            14,
            self._holder_name,
            6,
            self.holder,
        )
        self.setLayout(column(theme, first, second, margins=(20, 8, 20, 5)))

    def _about(self, view: CaseView, today: date) -> None:
        applicant = view.case.application.applicant
        self.about.setText(sex_and_age(applicant, today) or applicant.representative)


class _Title(CutLabel):
    """A title that is as wide as its words where there is room, so that a light stands by it."""

    def sizeHint(self) -> QSize:
        """Qt override."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 2, hint.height())

    def set_text(self, text: str) -> None:
        """Show another text."""
        super().set_text(text)
        self.updateGeometry()


class StoryPane(QWidget):
    """The newest lines of the story that there is room for, and a way to all of them."""

    opened = Signal(str)
    all_wanted = Signal()
    evidence_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[StoryEntry, ...] = ()
        self.story = Story(theme)
        self.story.opened.connect(self.opened)
        self.all_button = KeyButton(theme, "全部", "Alt+Q", ButtonKind.QUIET)
        self.all_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.all_button.clicked.connect(self.all_wanted)
        self.evidence_button = KeyButton(theme, "证据包", EVIDENCE_KEY, ButtonKind.QUIET)
        self.evidence_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.evidence_button.clicked.connect(self.evidence_wanted)
        self._room = QScrollArea()
        self._room.setWidget(self.story)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.viewport().setAutoFillBackground(False)
        self.story.setAutoFillBackground(False)
        self._room.installEventFilter(self)
        head = row(theme, label("经过", "head"), STRETCH, self.evidence_button, 14, self.all_button)
        self.setLayout(column(theme, head, 6, (self._room, 1)))

    @property
    def entries(self) -> tuple[StoryEntry, ...]:
        """All lines of the story."""
        return self._entries

    def show_entries(self, entries: tuple[StoryEntry, ...]) -> None:
        """Show another story."""
        self._entries = entries
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: fill the room that there is."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        rows = max(2, self._room.height() // self._theme.u(_STORY_ROW))
        self.story.show_entries(self._entries[:rows])
        self.all_button.setText(f"全部 {len(self._entries)} 条")


class StorySheet(Sheet):
    """The whole story, every word of it; ``review_wanted`` asks for the opinions as a paper."""

    review_wanted = Signal()

    def __init__(self, theme: Theme, entries: tuple[StoryEntry, ...], review_key: str) -> None:
        super().__init__(theme, "clock", "经过", width=760)
        self._review_key = review_key
        button = KeyButton(theme, "审批表", review_key, icon="paper")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.review_wanted)
        lines = bare(column(theme, *(_told(theme, entry) for entry in entries), gap=8))
        self._list = _LongList(theme, lines)
        self.put(self._list, 1)
        self.put_row(10)
        self.put(row(theme, STRETCH, button))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the key of the paper."""
        return (KeyGroup("经过", (KeyAct(self._review_key, "审批表", self.review_wanted.emit),)),)

    def take_focus(self) -> None:
        """Let ↑↓ move the story."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


class MaterialSheet(Sheet):
    """All materials with what came in."""

    def __init__(self, theme: Theme, materials: tuple[HandedIn, ...]) -> None:
        super().__init__(theme, "original", f"材料 {materials_words(materials)}", width=640)
        rows = MaterialRows(theme, whole=True)
        rows.show_materials(materials)
        self.put(_LongList(theme, rows), 1)


class _LongList(QScrollArea):
    """A list as high as its rows, up to what a sheet takes."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._content = content
        holder = bare(column(theme, content, STRETCH))
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Qt override."""
        rows = self._content.sizeHint()
        return QSize(rows.width(), min(rows.height(), self._theme.u(_LONGEST_LIST)))

    def minimumSizeHint(self) -> QSize:
        """Qt override: three rows."""
        return QSize(self._theme.u(200), min(self.sizeHint().height(), self._theme.u(150)))


def _told(theme: Theme, entry: StoryEntry) -> QWidget:
    when = label(f"{entry.day} {entry.time}".strip(), "label")
    fix_width(theme, when, 110)
    words = column(theme, label(entry.title, "strong"), label(entry.detail, "second", wrap=True))
    paper = label(entry.paper, "hint")
    return bare(row(theme, bare(column(theme, when, STRETCH)), (words, 1), 10, paper))
