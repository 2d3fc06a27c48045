"""原件在谁手里: one line on the page of a case, red where somebody is late with them."""

from datetime import datetime
from itertools import groupby

from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Case
from windowdesk.domain.custody import custody_lines, originals_of, originals_to_give_back
from windowdesk.domain.custody_records import Original
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.parts import label, row, set_look
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


class OriginalsLine(QWidget):
    """What is in the house and who holds it; hidden where the case never had an original."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = CutLabel()
        head = label("原件", "head")
        cap = KeyCap(theme, "Ctrl+E")
        self.setLayout(row(theme, head, 8, (self.words, 1), 8, cap, margins=(0, 4, 0, 2)))
        self.hide()

    def show_case(self, case: Case, login: str, now: datetime) -> None:
        """Show where the originals of a case are; ``login`` is whose desk shows it."""
        self.setVisible(bool(originals_of(case)))
        self.words.set_text(originals_words(case, login, short=True))
        self.setToolTip(originals_words(case, login))
        self.setAccessibleName(f"原件：{self.toolTip()}")
        late = any(s.is_open and s.due_at < now for s in case.turns.slips)
        set_look(self.words, tone=(Tone.RED if late else Tone.PLAIN).value)


def originals_words(case: Case, login: str, *, short: bool = False) -> str:
    """Return 户口簿在你手里，房产证正交给民政办; of several in one place ``short`` only counts."""
    lines = custody_lines(case)
    if not lines:
        places = dict.fromkeys(one.holder_name for one in originals_of(case))
        return f"都不在中心，在{'、'.join(places)}" if places else ""
    told: dict[str, list[Original]] = {}
    for line in lines:
        slip, one = line.slip, line.original
        if slip is not None:
            where = f"正交给{slip.receiver_name or slip.receiver_place}"
        elif one.holder == login:
            where = "在你手里"
        else:
            where = f"在{one.holder_name}（{one.place}）手里"
        told.setdefault(where, []).append(one)
    names = {where: "、".join(one.name for one in held) for where, held in told.items()}
    if short:
        names = {
            where: text if len(told[where]) == 1 else f"{len(told[where])} 份"
            for where, text in names.items()
        }
    return "，".join(f"{text}{where}" for where, text in names.items())


def originals_owed(case: Case) -> str:
    """Say which originals the applicant has to get back, and where they are; "" if none."""
    owed = sorted(originals_to_give_back(case), key=lambda one: (one.place, one.holder))
    told = [
        f"{'、'.join(one.name for one in held)}在{name}（{place}）手里"
        for (place, name), held in groupby(owed, lambda one: (one.place, one.holder_name))
    ]
    return f"还有原件要还申请人：{'，'.join(told)}。按 Ctrl+E 退还。" if told else ""
