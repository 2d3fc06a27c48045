"""The opinion: one's own words, stock phrases, and what a denial or a certificate needs more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from windowdesk.ui.fields import Field, LineField, TextField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.theme import Theme

MOST_PHRASES: Final = 9
_DENYING = "denying"
_TEXTS: Final = ("opinion", "reason", "basis", "certificate", "validity")


@dataclass(frozen=True)
class OpinionText:
    """What was typed about one case. ``basis`` is empty while the item's own is meant."""

    opinion: str = ""
    reason: str = ""
    basis: str = ""
    certificate: str = ""
    validity: str = ""
    denying: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of one's own was typed."""
        return not any(getattr(self, name).strip() for name in _TEXTS)

    def values(self) -> Mapping[str, str]:
        """Return the texts by name, for a draft."""
        texts = {name: str(getattr(self, name)) for name in _TEXTS}
        return texts | {_DENYING: "1" if self.denying else ""}

    @staticmethod
    def of(values: Mapping[str, str]) -> "OpinionText":
        """Read the texts of a draft."""
        texts = {name: values.get(name, "") for name in _TEXTS}
        return OpinionText(**texts, denying=bool(values.get(_DENYING)))


@dataclass(frozen=True)
class Offer:
    """A phrase on a chip: ``title`` is shown, ``text`` goes into the box."""

    title: str
    text: str


class PhraseRow(QWidget):
    """Chips with stock phrases, as many as fit; Alt+1…9 put in all of them."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str = "常用意见") -> None:
        super().__init__()
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self._name = label(name, "hint")
        self._cap = KeyCap(theme, "Alt+1…9")
        self._chips = [self._chip(number) for number in range(MOST_PHRASES)]
        self.setLayout(row(theme, STRETCH, self._name, 4, self._cap, *self._chips, gap=6))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show other phrases."""
        self._offers = tuple(offers)[:MOST_PHRASES]
        for index, chip in enumerate(self._chips):
            offer = self._offers[index] if index < len(self._offers) else Offer("", "")
            chip.setText(offer.title)
            chip.setToolTip(f"Alt+{index + 1}　{offer.text}")
        self._fit()

    def pick(self, number: int) -> None:
        """Put in the phrase with this number, from 0."""
        if number < len(self._offers):
            self.picked.emit(self._offers[number].text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: show the chips that fit."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt override: the row gives way, its chips fold."""
        return QSize(1, self._theme.u(30))

    def _fit(self) -> None:
        gap = self._theme.u(6)
        left = self.width() - self._name.sizeHint().width() - self._cap.natural().width() - 3 * gap
        for index, chip in enumerate(self._chips):
            left -= chip.sizeHint().width() + gap
            chip.setVisible(index < len(self._offers) and left >= 0)
        known = bool(self._offers)
        self._name.setVisible(known)
        self._cap.setVisible(known)

    def _chip(self, number: int) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("kind", "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(partial(self.pick, number))
        return chip


class OpinionBox(QWidget):
    """Writes an opinion; in the other mode, the reason and basis of a denial.

    ``edited`` follows every change, ``left`` leaving a field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opinion = TextField(theme, label="我的意见　写明理由，不能只签名")
        self.reason = TextField(theme, label="不予的事实和理由")
        self.deny_basis = TextField(theme, label="依据：哪部法、第几条")
        self.basis = LineField(theme, label="依据")
        self.certificate = LineField(theme, label="证件编号")
        self.validity = LineField(theme, label="有效期")
        self.phrases = PhraseRow(theme)
        self.deny_phrases = PhraseRow(theme)
        beside_label(self.opinion, self.phrases)
        beside_label(self.reason, self.deny_phrases)
        # The chips make the label of the reason higher: both boxes stand on one line.
        beside = column(theme, STRETCH, self.deny_basis)
        self._denial = bare(row(theme, (self.reason, 3), 14, (beside, 2)))
        self._more = bare(
            row(theme, (self.basis, 2), 14, (self.certificate, 1), 14, (self.validity, 1))
        )
        self._heights = [
            SizeMeasure(theme, field.text, least=(None, 72), most=(None, 72))
            for field in (self.opinion, self.reason, self.deny_basis)
        ]
        self._item_basis = ""
        self.setLayout(column(theme, self.opinion, self._denial, self._more, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._connect()
        self.set_denying(denying=False)
        self.show_more(shown=False)

    def show_text(self, text: OpinionText, item_basis: str) -> None:
        """Show what was typed about a case; ``item_basis`` is offered where none was."""
        self._item_basis = item_basis
        self.opinion.set_value(text.opinion)
        self.reason.set_value(text.reason)
        basis = text.basis or item_basis
        self.deny_basis.set_value(basis)
        self.basis.set_value(basis)
        self.certificate.set_value(text.certificate)
        self.validity.set_value(text.validity)
        self.set_denying(denying=text.denying)
        self.show_more(shown=bool(text.certificate or text.validity))

    def text(self) -> OpinionText:
        """Return what is typed now."""
        basis = (self.deny_basis if self.is_denying else self.basis).value()
        return OpinionText(
            opinion=self.opinion.value(),
            reason=self.reason.value(),
            basis="" if basis == self._item_basis else basis,
            certificate=self.certificate.value(),
            validity=self.validity.value(),
            denying=self.is_denying,
        )

    @property
    def is_denying(self) -> bool:
        """Whether a denial is being written."""
        return not self._denial.isHidden()

    @property
    def shows_more(self) -> bool:
        """Whether basis, certificate and validity of an approval are open."""
        return not self._more.isHidden()

    def set_denying(self, *, denying: bool) -> None:
        """Change between an opinion and a denial; neither loses its text."""
        self.opinion.setHidden(denying)
        self._denial.setVisible(denying)
        if denying:
            self._more.hide()

    def show_more(self, *, shown: bool) -> None:
        """Open or fold basis, certificate and validity of an approval."""
        self._more.setVisible(shown and not self.is_denying)

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names that rules give them."""
        basis = self.deny_basis if self.is_denying else self.basis
        return {"opinion": self.opinion, "reason": self.reason, "basis": basis}

    def first_field(self) -> Field:
        """Return the field that is written first."""
        return self.reason if self.is_denying else self.opinion

    def pick(self, number: int) -> None:
        """Put in a stock phrase, number from 0."""
        (self.deny_phrases if self.is_denying else self.phrases).pick(number)

    def fold(self, *, lines: int, low: bool) -> None:
        """Give the boxes the height of so many lines; where it is low, without the chips."""
        for chips in (self.phrases, self.deny_phrases):
            chips.setHidden(low)
        height = 24 * lines
        for measure in self._heights:
            measure.change(least=(None, height), most=(None, height))

    def _connect(self) -> None:
        self.phrases.picked.connect(partial(self._put_in, self.opinion))
        self.deny_phrases.picked.connect(partial(self._put_in, self.reason))
        every = (
            self.opinion,
            self.reason,
            self.deny_basis,
            self.basis,
            self.certificate,
            self.validity,
        )
        for field in every:
            field.edited.connect(self.edited)
            field.left.connect(self.left)

    def _put_in(self, field: TextField, words: str) -> None:
        field.put_in(words)
        field.take_focus()


def beside_label(field: Field, widget: QWidget) -> None:
    """Set ``widget`` at the right of the label of ``field``, where its room is free."""
    layout = field.layout()
    head = layout.itemAt(0) if layout is not None else None
    line = head.layout() if head is not None else None
    if isinstance(line, QBoxLayout):
        line.addWidget(widget, 100)
