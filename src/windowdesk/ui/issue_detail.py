"""One case at the issuing desk: what was decided, served until when, what is handed over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import short_date
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.local_time import local_date
from windowdesk.domain.masking import mask_phone
from windowdesk.domain.states import CaseState
from windowdesk.services.lookup import CaseView
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.case_originals import originals_owed
from windowdesk.ui.case_words import (
    days_over,
    due_words,
    limit_words,
    moment_words,
    used_days,
    village_name,
)
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, bare, column, frame, label, row, rule, set_look
from windowdesk.ui.room import Room
from windowdesk.ui.served_list import ServedList, served_of
from windowdesk.ui.states import IconSign
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_GAP = 9
_LOW_GAP = 5
_LOWEST_WHOLE = 730
_LOWEST_FOR_FACTS = 665
_LOWEST_FOR_RULER = 620
_SERVED_ROW = 50
_LOWEST_FOR_SERVED = 500


class _Fact(QWidget):
    """A label, its answer, and a second line that folds away."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._answer = CutLabel("", "head")
        self.more = CutLabel("", "hint")
        self.setLayout(column(theme, label(name, "label"), self._answer, self.more))

    def say(self, answer: str, more: str = "") -> None:
        self._answer.set_text(answer)
        self.more.set_text(more)


class IssueDetail(QWidget):
    """The upper part of the right sheet. ``proof_button`` opens how the date came about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.strip_text = label("", "", wrap=True)
        sign = IconSign(theme, icon="two", size=18, colour="amber")
        strip = row(theme, sign, 8, (self.strip_text, 1), margins=(10, 6, 10, 6))
        self.strip = frame("banner", strip, Tone.AMBER)
        self.strip.hide()
        self.title = CutLabel("", "title")
        self.outcome = Tag(theme)
        self.light = LightSign(theme)
        self.name = label("", "strong")
        self.id_number = label("", "second")
        self.whole_number = KeyButton(theme, "看全号", "Alt+K", ButtonKind.QUIET, "eye")
        self.whole_number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self.whole_number, slim="true")
        self._phone = label("", "second")
        self._village = label("", "second")
        self._number = label("", "second")
        self.due = label("", "strong")
        self._due_short = label("", "second")
        self._whole_title = self._short_title = ""
        self._is_lowest = False
        self._served_count = 1
        self.view: CaseView | None = None
        self._room = Room(1366, 768)
        self._provisional = Tag(theme)
        self._used = label("", "hint")
        self.proof_button = KeyButton(theme, "怎么算的", "F4", ButtonKind.QUIET)
        self.ruler = DayRuler(theme, height=58)
        self._decided = _Fact(theme, "决定")
        self._issue_by = _Fact(theme, "申请时选的领取方式")
        self._pickup = _Fact(theme, "取件码")
        self._agent = _Fact(theme, "代理人")
        self.served = ServedList(theme)
        self.originals = label("", "strong", Tone.AMBER, wrap=True)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        head = row(theme, (self.title, 1), 10, self._due_short, 8, self.outcome, 8, self.light)
        who: tuple[QWidget | float | str, ...] = (
            self.name,
            10,
            self.id_number,
            2,
            self.whole_number,
            10,
            self._phone,
            10,
            self._village,
            STRETCH,
            self._number,
        )
        self._who = bare(row(theme, *who))
        self._clock = bare(
            row(
                theme,
                label("送达", "label"),
                8,
                self.due,
                8,
                self._provisional,
                STRETCH,
                self._used,
                8,
                self.proof_button,
            )
        )
        facts = (self._decided, self._issue_by, self._pickup, self._agent)
        self._facts = bare(row(theme, *((fact, 1) for fact in facts), gap=14))
        self._clock_rule, self._facts_rule = rule(), rule()
        layout = column(
            theme,
            self.strip,
            bare(column(theme, head, 4, self._who)),
            rule(),
            self._clock,
            self.ruler,
            self._clock_rule,
            self._facts,
            self._facts_rule,
            self.served,
            self.originals,
        )
        self._measure = LayoutMeasure(theme, layout, gap=_GAP)
        self.setLayout(layout)

    def show_case(self, view: CaseView, divisions: Divisions, calendar: WorkCalendar) -> None:
        """Show another case, or this one as it is now."""
        self.view = view
        case = view.case
        party = case.application.applicant
        self._whole_title = case.item.shown_name
        self._short_title = f"{party.name} · {case.item.shown_name}"
        self._show_title()
        denied = _was_denied(view)
        self.outcome.say("不予" if denied else "准予", Tone.PLAIN if denied else Tone.GREEN)
        self.light.show_reading(view.light)
        self.name.setText(party.name)
        self.id_number.setText(party.id_number.masked)
        self._phone.setText(mask_phone(party.phone) if party.phone else "没留电话")
        self._village.setText(village_name(divisions, party.village))
        self._number.setText(case.number.short)
        self._number.setToolTip(case.number.grouped)
        self._show_clock(view, calendar)
        self._show_facts(view)
        served = served_of(view)
        self._served_count = len(served)
        self.originals.setText(originals_owed(case))
        self.originals.setVisible(bool(self.originals.text()))
        self.served.show_served(served)
        self._fold()

    def warn(self, text: str) -> None:
        """Say in the sheet that somebody else changed the case; '' takes it away."""
        self.strip_text.setText(text)
        self.strip.setVisible(bool(text))

    def fold(self, room: Room) -> None:
        """Fold in the order of look.md, section 6."""
        self._room = room
        self._fold()

    def _fold(self) -> None:
        """Measure by one thing that is handed over; each further one takes its row."""
        room = self._room
        height = room.height - _SERVED_ROW * max(0, self._served_count - 1)
        self._measure.set_gap(_GAP if height >= _LOWEST_WHOLE else _LOW_GAP)
        for fact in (self._decided, self._issue_by, self._pickup, self._agent):
            fact.more.setHidden(height < _LOWEST_WHOLE)
        show_facts = height >= _LOWEST_FOR_FACTS and not room.is_narrow
        show_served = height >= _LOWEST_FOR_SERVED
        self._facts.setVisible(show_facts)
        self._facts_rule.setVisible(show_facts)
        self._clock_rule.setVisible(show_facts or show_served)
        self._used.setHidden(room.is_narrow)
        stands_alone = not (show_facts or show_served or room.is_very_low)
        self.ruler.setVisible(height >= _LOWEST_FOR_RULER or stands_alone)
        self.served.setVisible(show_served)
        self._is_lowest = room.is_very_low
        self._who.setHidden(self._is_lowest)
        self._clock.setHidden(self._is_lowest)
        self._due_short.setVisible(self._is_lowest)
        self._show_title()

    def _show_title(self) -> None:
        """Show the item; where it is lowest the line holds the name too."""
        self.title.set_text(self._short_title if self._is_lowest else self._whole_title)

    def _show_clock(self, view: CaseView, calendar: WorkCalendar) -> None:
        today = local_date(view.now)
        proof = view.delivery
        over = days_over(proof, today, calendar) if proof is not None else ()
        self.ruler.show_proof(proof, today, over)
        if proof is None:
            self.due.setText("还没有决定")
            self._used.setText("")
            return
        self.due.setText(f"{due_words(proof.due, calendar)}前")
        self._due_short.setText(f"{short_date(proof.due)}前送达")
        self._provisional.say("日历未公布，暂定" if proof.provisional else "", Tone.AMBER)
        used = used_days(proof, today)
        self._used.setText(f"决定后 {limit_words(proof.limit)}，已过 {used}")

    def _show_facts(self, view: CaseView) -> None:
        case = view.case
        if case.decided_at is not None:
            self._decided.say(moment_words(case.decided_at), case.decider_name)
        accepter = f"受理人 {case.accepter_name}" if case.accepter_name else ""
        self._issue_by.say(case.application.issue_by, accepter)
        notice = next((p.number for p in view.papers if p.kind == "pickup"), "")
        self._pickup.say(case.pickup_code or "接收后给", notice)
        agent = case.application.agent
        if agent is None:
            self._agent.say("没有", "本人来领")
        else:
            self._agent.say(agent.name, agent.role_text)


def _was_denied(view: CaseView) -> bool:
    """Tell the outcome also after the result was taken over: its papers say it."""
    if view.case.state is CaseState.READY:
        return any(paper.kind == "denial" for paper in view.papers)
    return view.case.state is CaseState.DENIED
