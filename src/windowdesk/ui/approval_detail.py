"""The upper half of the approval detail: whose case, its clock, its facts, earlier opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.item_kinds import SERVICE_LABEL
from windowdesk.domain.local_time import local_date
from windowdesk.domain.material_gaps import counted
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.forms.form import FormSpec
from windowdesk.forms.shown import shown_answer
from windowdesk.services.lookup import CaseView
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.case_story import stages_of
from windowdesk.ui.case_words import (
    Holding,
    days_over,
    due_words,
    holder_of,
    limit_words,
    materials_words,
    moment_words,
    sex_and_age,
    used_days,
    village_name,
)
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.gap_words import gap_note
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.parts import STRETCH, bare, column, empty, label, row, set_look
from windowdesk.ui.stages import Stages
from windowdesk.ui.states import IconSign
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_MOST_FACTS: Final = 4
# Answers about the result, not about the case: they stand on the papers and on the page 办件.
_NOT_FACTS: Final = frozenset(("issue_by", "mail_address"))
_OPINION_ICON: Mapping[Move, str] = MappingProxyType(
    {
        Move.PROPOSE: "paper",
        Move.RETURN_FOR_REVIEW: "back",
        Move.TAKE_OVER: "hand",
        Move.NOTE: "flag",
        Move.INSPECT: "home",
        Move.ASK_PROCEDURE: "pause",
        Move.DECLINE_PROCEDURE: "pause",
        Move.SUSPEND: "pause",
        Move.RESUME: "clock",
        Move.ASK_EXTENSION: "calendar",
        Move.DECLINE_EXTENSION: "calendar",
        Move.EXTEND: "calendar",
        Move.NOTIFY_INTERESTED: "person",
        Move.APPROVE: "approve",
        Move.DENY: "approve",
        Move.ASK_OPINION: "hand",
        Move.GIVE_OPINION: "paper",
        Move.DROP_OPINION: "flag",
        Move.REFER_UP: "paper",
        Move.COUNTY_RETURNED: "back",
        Move.COUNTY_APPROVED: "approve",
        Move.COUNTY_DENIED: "approve",
    }
)


class CaseHead(QWidget):
    """Item and light; then who, where, which number, who accepted it and who holds it now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = CutLabel("", "title")
        self.light = LightSign(theme)
        self.applicant = label("", "strong")
        self.village = label("", "second")
        self.number = label("", "second")
        self.accepter = label("", "hint")
        self.lock = IconSign(theme, icon="lock", size=16, colour="ink_3")
        self.holder = label("", "hint")
        first = row(theme, (self.title, 1), 10, self.light)
        second = row(
            theme,
            self.applicant,
            10,
            self.village,
            10,
            self.number,
            10,
            self.accepter,
            STRETCH,
            14,
            self.lock,
            4,
            self.holder,
        )
        self.setLayout(column(theme, first, 4, second))

    def show_view(self, view: CaseView, divisions: Divisions) -> None:
        """Show a case; ``show_holder`` follows."""
        case = view.case
        applicant = case.application.applicant
        self.title.set_text(case.item.name)
        self.light.show_reading(view.light)
        self.applicant.setText(applicant.name)
        self.village.setText(village_name(divisions, applicant.village))
        self.number.setText(case.number.short)
        self.accepter.setText(f"受理人 {case.accepter_name}" if case.accepter_name else "")

    def show_holder(self, view: CaseView, now: datetime, login: str) -> None:
        """Say who holds the case; another's name is amber, as it stops the acts."""
        holder = holder_of(view.case, now, login)
        self.holder.setText(holder.text)
        others = holder.holding is Holding.OTHERS
        set_look(self.holder, tone=Tone.AMBER.value if others else "")
        self.lock.set_icon("lock", "amber" if others else "ink_3")
        self.lock.setVisible(holder.holding is not Holding.NOBODY)

    def fold(self, *, narrow: bool) -> None:
        """Leave out who accepted it."""
        self.accepter.setHidden(narrow)


class CaseClock(QWidget):
    """The due date in words, day by day, and the stages; F4 tells how the date comes about."""

    proof_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._due = label("", "strong")
        self._provisional = Tag(theme)
        self._name = bare(row(theme, label("时限", "label"), 8))
        self._limit = CutLabel("", "hint", mode=Qt.TextElideMode.ElideRight)
        self._limit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.why = KeyButton(theme, "怎么算的", "F4", ButtonKind.QUIET)
        self.why.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.why.clicked.connect(self.proof_wanted)
        self.ruler = DayRuler(theme, height=58)
        self.stages = Stages(theme)
        head = row(
            theme,
            self._name,
            self._due,
            8,
            self._provisional,
            (self._limit, 1),
            6,
            self.why,
        )
        self.setLayout(column(theme, head, self.ruler, self.stages))

    def show_view(self, view: CaseView, calendar: WorkCalendar) -> None:
        """Show the clock that runs now."""
        proof, today = view.running, local_date(view.now)
        stages, current = stages_of(view)
        self.stages.show_stages(stages, current)
        self.ruler.setVisible(proof is not None)
        if proof is None:
            self._due.setText("不再计时")
            self._limit.set_text("")
            self._provisional.say("")
            return
        self.ruler.show_proof(proof, today, days_over(proof, today, calendar))
        self._due.setText(f"应办结 {due_words(proof.due, calendar)}")
        used = used_days(proof, today)
        self._limit.set_text(f"承诺 {limit_words(proof.limit)}，已用 {used}")
        self._provisional.say("日历未公布，暂定" if proof.provisional else "", Tone.AMBER)

    def fold(self, *, low: bool, very_low: bool) -> None:
        """Leave out label and stages, then the button (its key goes on working)."""
        self._name.setHidden(low)
        self.stages.setHidden(low)
        self.why.setHidden(very_low)


@dataclass(frozen=True)
class Fact:
    """A label, an answer, and a second line."""

    name: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN


class FactRow(QWidget):
    """Four facts side by side: the materials, the situation, and answers of the form."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._boxes = [_FactBox(theme) for _ in range(_MOST_FACTS)]
        self.setLayout(row(theme, *((box, 1) for box in self._boxes), gap=14))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show the first four facts."""
        for index, box in enumerate(self._boxes):
            box.show_fact(facts[index] if index < len(facts) else Fact("", ""))

    def fold(self, *, low: bool, narrow: bool) -> None:
        """Leave out second lines; with little width, the last two facts."""
        for box in self._boxes:
            box.note.setHidden(low)
        for box in self._boxes[2:]:
            box.setHidden(narrow)


class _FactBox(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = CutLabel("", "label")
        self._value = CutLabel("", "head")
        self.note = CutLabel("", "hint")
        self.setLayout(column(theme, self._name, 1, self._value, self.note))

    def show_fact(self, fact: Fact) -> None:
        self._name.set_text(fact.name)
        self._value.set_text(fact.value)
        set_look(self._value, tone=fact.tone.value)
        self.note.set_text(fact.note)


class EarlierOpinions(QWidget):
    """What others wrote before; the newest that there is room for, the rest on the page 办件."""

    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._events: tuple[CaseEvent, ...] = ()
        self._most = 2
        self._count = label("", "hint")
        self.more = KeyButton(theme, "办件全貌", "Enter", ButtonKind.QUIET)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.all_wanted)
        self._lines = column(theme, gap=6)
        head = row(theme, label("前序意见", "label"), STRETCH, self._count, 6, self.more)
        self.setLayout(column(theme, head, 2, self._lines))
        # It may be squeezed, so that the window can be made low enough for the desk to fold it.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(1)

    def show_events(self, events: tuple[CaseEvent, ...]) -> None:
        """Show the opinions among ``events``, the newest last."""
        self._events = tuple(e for e in events if e.move in _OPINION_ICON and e.cause)
        self._fill()

    def fold(self, *, most: int, low: bool) -> None:
        """Show at most so many; where it is low, without the way to all of them."""
        self.more.setHidden(low)
        if most != self._most:
            self._most = most
            self._fill()

    def _fill(self) -> None:
        empty(self._lines)
        shown = self._events[-self._most :] if self._most else ()
        for event in shown:
            self._lines.addLayout(self._line(event))
        left = len(self._events) - len(shown)
        if not self._events:
            self._lines.addWidget(label("还没有人写过意见。", "second"))
        self._count.setText(f"前面还有 {left} 条" if left else "")

    def _line(self, event: CaseEvent) -> QHBoxLayout:
        theme = self._theme
        icon = IconSign(theme, icon=_OPINION_ICON[event.move], size=18, colour="accent")
        when = label(f"{moment_words(event.at)} {MOVE_LABEL[event.move]}", "hint")
        head = row(theme, label(event.signature, "strong"), 8, when, STRETCH)
        text = CutLabel(event.cause, "second")
        return row(theme, bare(column(theme, 2, icon, STRETCH)), 8, (column(theme, head, text), 1))


def facts_about(case: Case, form: FormSpec, today: date) -> tuple[Fact, ...]:
    """Choose the four facts of a case: materials, situation, then answers in the form's order.

    An answer that holds the applicant's ID number (that of a certificate made from it) is left out.
    """
    application = case.application
    materials = application.materials
    late = any(m.state is MaterialState.LATE for m in materials) or bool(case.missing_materials)
    promised = sum(m.state is MaterialState.PROMISED for m in materials)
    facts = [
        Fact(
            "材料",
            materials_words(counted(case.item, materials)),
            gap_note(case) or (f"其中承诺 {promised} 份" if promised else ""),
            Tone.AMBER if late else Tone.PLAIN,
        )
    ]
    labels = {s.code: s.label for s in case.item.situations}
    if application.situations:
        facts.append(Fact("情形", "、".join(labels.get(c, c) for c in application.situations)))
    number = application.applicant.id_number.number
    for field in form.fields:
        answer = application.answers.get(field.key, "")
        if answer and field.key not in _NOT_FACTS and number not in answer:
            facts.append(Fact(field.label, shown_answer(field, answer)))
    if application.agent is not None:
        facts.append(Fact(application.agent.role_text, application.agent.name))
    facts += _common_facts(case, today)
    return tuple(facts[:_MOST_FACTS])


def _common_facts(case: Case, today: date) -> list[Fact]:
    """Return what every case has, for forms that say little."""
    application = case.application
    who = sex_and_age(application.applicant, today) or application.applicant.representative
    common = (("申请人", who), ("办理类型", SERVICE_LABEL[case.item.service_type]))
    result = (("结果文书", case.item.result_document), ("结果领取", application.issue_by))
    return [Fact(name, value) for name, value in (*common, *result) if value]
