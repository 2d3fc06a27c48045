"""实地核查: two staff or more went there; when, where, what they saw; a record to sign.

The walk: back from the village, the reviewer writes who went (his own name is there already), the
place (the applicant's address is there), what was seen. F9 prints the record with room for hands.
"""

from collections.abc import Mapping
from functools import partial

from windowdesk.domain.local_time import local_date
from windowdesk.domain.review_turns import Inspection
from windowdesk.domain.states import Move
from windowdesk.services.lookup import CaseView
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField, TextField
from windowdesk.ui.hearing_sheets import names_in
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround

_LEAST = 2


class InspectionSheet(ActSheet):
    """``wanted`` carries an ``Inspection`` without its number."""

    def __init__(self, theme: Theme, view: CaseView, who: str) -> None:
        super().__init__(theme, "home", "实地核查", act="记下并打印笔录", width=700)
        self.note.setText(Subject.of(view.case).text)
        today = local_date(view.now)
        self.staff = LineField(theme, label="去的人（两人以上，用顿号隔开）")
        self.staff.set_value(f"{who}、")
        self.on = DateField(theme, label="哪天去的", today=today)
        self.on.set_day(today)
        self.place = LineField(theme, label="核查地点")
        self.place.set_value(view.case.application.applicant.address)
        self.found = TextField(theme, label="看到的情况", height=110)
        told = "打印核查笔录，核查人、在场人签名后存入案卷。核查期间照常计时。"
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(bare(row(theme, (self.staff, 2), (self.on, 1), gap=14)))
        self.body.addWidget(self.place)
        self.body.addWidget(self.found)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "staff": self.staff,
            "on": self.on,
            "place": self.place,
            "found": self.found,
        }

    def take_focus(self) -> None:
        """Begin with who else went, behind one's own name."""
        self.staff.take_focus()
        self.staff.edit.end(False)

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        asked = (
            (len(self._names()) >= _LEAST, "实地核查要两人以上。写上另一个人。", self.staff),
            (self.on.day(), "还没写哪天去的。", self.on),
            (self.place.value().strip(), "还没写核查地点。", self.place),
            (self.found.value().strip(), "还没写看到的情况。写明再记。", self.found),
        )
        return tuple(SheetGap(text, field) for value, text, field in asked if not value)

    def command(self) -> Inspection:
        """Return what was found."""
        on = self.on.day()
        assert on is not None  # noqa: S101  there is no gap
        place, found = self.place.value().strip(), self.found.value().strip()
        return Inspection(self._names(), place, found, on, "")

    def _names(self) -> tuple[str, ...]:
        return names_in(self.staff.value())


def _open(ground: TurnGround) -> None:
    case, session = ground.view.case, ground.session
    sheet = InspectionSheet(ground.kit.theme, ground.view, session.account.name)
    work = partial(session.inspections.record, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "记下核查", Move.INSPECT)


INSPECT = Turn("两人以上到现场看过，记下情况，打印笔录", _open)
