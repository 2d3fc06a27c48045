"""Kind and number of a document as two fields that are checked together."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import (
    KIND_LABEL,
    LENGTH,
    SEX_LABEL,
    IdKind,
    IdNumber,
    IdReason,
    IssuingPlaces,
    check_id,
)
from windowdesk.domain.identity_entry import id_oddity, parse_id
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.party import FULL_AGE, needs_guardian
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import ChoiceField
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.tone import Tone

_MEANT = {
    IdReason.IS_RESIDENT: IdKind.RESIDENT,
    IdReason.IS_HMT: IdKind.HMT,
    IdReason.IS_FOREIGN: IdKind.FOREIGN,
    IdReason.IS_USCC: IdKind.USCC,
}


class IdentityPair(QObject):
    """``read`` carries the number (or None) when the number field is left or the kind changes.

    A number that is plainly one of another kind that is offered switches the kind.
    """

    read = Signal(object)
    kind_changed = Signal()

    def __init__(
        self,
        kind: ChoiceField,
        number: NotedField,
        kinds: Sequence[IdKind],
        places: IssuingPlaces,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._number = number
        self._kinds = tuple(kinds)
        self._places = places
        self._today = date.max
        self._value: IdNumber | None = None
        kind.set_choices([Choice(k.value, KIND_LABEL[k]) for k in self._kinds])
        kind.set_value(self._kinds[0].value)
        number.check_with(self._judge)
        number.edited.connect(self._on_edited)
        number.left.connect(self._on_left)
        kind.edited.connect(self._on_kind_edited)

    @property
    def kind(self) -> IdKind:
        """The kind that is chosen."""
        return IdKind(self._kind.value() or self._kinds[0].value)

    @property
    def value(self) -> IdNumber | None:
        """The number as last checked, None while there is none that stands."""
        return self._value

    def set_today(self, today: date) -> None:
        """Check against another day."""
        self._today = today

    def fill(self, number: IdNumber) -> None:
        """Put in a number that is known."""
        if number.kind in self._kinds:
            self._kind.set_value(number.kind.value)
            self._number.set_value(number.number)
            self._number.check()
            self.kind_changed.emit()

    def restore(self, kind: str, number: str) -> None:
        """Put back what was typed, and check it."""
        if kind in {k.value for k in self._kinds}:
            self._kind.set_value(kind)
        self._number.set_value(number)
        self._number.check()
        self.kind_changed.emit()

    def clear(self) -> None:
        """Empty both."""
        self._kind.set_value(self._kinds[0].value)
        self._number.set_value("")
        self._forget()
        self.kind_changed.emit()

    def _judge(self, typed: str) -> str:
        self._forget()
        if not typed.strip():
            return ""
        meant = self._meant_by(typed)
        if meant in self._kinds and meant is not self.kind:
            self._kind.set_value(meant.value)
            self._number.set_remark(f"按号码改成了{KIND_LABEL[meant]}")
            self.kind_changed.emit()
        try:
            self._value = parse_id(self.kind, typed, self._today, places=self._places)
        except DomainError as error:
            return error.text
        self._tell(typed, self._value)
        return ""

    def _meant_by(self, typed: str) -> IdKind | None:
        """Return the other kind that a number is plainly one of, also with a slip in it."""
        check = check_id(self.kind, typed, self._today, self._places)
        has_letters = any(sign.isalpha() for sign in check.typed[:-1])
        is_card = self.kind in (IdKind.RESIDENT, IdKind.HMT)
        if is_card and has_letters and check.typed.isascii() and len(check.typed) == LENGTH:
            return IdKind.USCC
        return _MEANT.get(check.reason)

    def _tell(self, typed: str, number: IdNumber) -> None:
        self._number.set_ok(describe_birth(number, self._today))
        oddity = id_oddity(check_id(self.kind, typed, self._today, self._places))
        if oddity:
            self._number.set_remark(oddity, Tone.AMBER)
        elif needs_guardian(number, self._today):
            self._number.set_remark(f"未满 {FULL_AGE} 周岁，由监护人代为申请", Tone.AMBER)

    def _forget(self) -> None:
        self._value = None
        self._number.set_ok("")
        self._number.set_remark("")

    def _on_edited(self, _text: str) -> None:
        if self._value is not None:
            self._forget()
            self.read.emit(None)

    def _on_left(self, _text: str) -> None:
        self.read.emit(self._value)

    def _on_kind_edited(self, _code: str) -> None:
        self.kind_changed.emit()
        self._number.check()
        self.read.emit(self._value)


def describe_birth(number: IdNumber, today: date) -> str:
    """Return 女 61 岁，1965年3月2日生; '' where the number does not tell."""
    age = number.age_on(today)
    if number.birth_on is None or number.sex is None or age is None:
        return ""
    return f"{SEX_LABEL[number.sex]} {age} 岁，{paper_date(number.birth_on)}生"


def describe_age(number: IdNumber, today: date) -> str:
    """Return 女 61 岁; '' where the number does not tell."""
    return describe_birth(number, today).partition("，")[0]
