"""另出文书: papers that no step of the case issues; a list of kinds, then a form.

The walk: the villager's agent is at the window. Alt+B, 另出文书, a figure picks 代办服务委托书;
what the case knows stands in the form, the clerk ticks the powers, writes until when, F9 prints
it. The list names what is not possible yet, and why. What was half typed is there again.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.paper_requests import PaperForm, PaperOffer
from windowdesk.services.session import Session
from windowdesk.ui.line_list import LineListSheet, ListLine
from windowdesk.ui.request_sheet import PaperOrder, RequestSheet
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.turn import Turn, TurnGround

_NOTHING = "这件现在没有你能另出的文书。"


def _open(ground: TurnGround) -> None:
    case_id = ground.view.case.case_id
    work = partial(ground.session.requests.offers, case_id)
    ground.kit.tasks.run(work, partial(_open_list, ground), ground.kit.notifier.failed)


def _open_list(ground: TurnGround, offers: tuple[PaperOffer, ...]) -> None:
    if not offers:
        ground.kit.notifier.info(_NOTHING)
        return
    lines = [ListLine(one.title, EXPLAINS[one.kind], one.off) for one in offers]
    whose = Subject.of(ground.view.case).text
    sheet = LineListSheet(ground.kit.theme, "另出文书", whose, lines)
    sheet.picked.connect(partial(_ask_form, ground, offers))
    ground.acts.sheet_wanted.emit(sheet)


def _ask_form(ground: TurnGround, offers: tuple[PaperOffer, ...], place: int) -> None:
    work = partial(ground.session.requests.form, ground.view.case.case_id, offers[place].kind)
    ground.kit.tasks.run(work, partial(_open_form, ground), ground.kit.notifier.failed)


def _open_form(ground: TurnGround, form: PaperForm) -> None:
    view = ground.view
    whose = Subject.of(view.case)
    sheet = RequestSheet(ground.kit.theme, whose.text, form, local_date(view.now))
    # What is half typed is kept for this paper of this case.
    subject = replace(whose, item_name=form.title)
    work = partial(_issue, ground.session, view)
    ground.acts.open_sheet(sheet, subject, work, f"出{form.title}", Move.ISSUE_PAPER)


def _issue(session: Session, view: CaseView, order: PaperOrder) -> ActReceipt:
    case = view.case
    return session.requests.issue(case.case_id, order.kind, order.typed, seen_version=case.version)


# One short sentence for each kind of domain/requested_papers.py.
EXPLAINS: Mapping[str, str] = MappingProxyType(
    {
        "proxy_authorisation": "委托人托代办员去办：权限、期限、移交的材料",
        "proxy_acceptance": "代办员接下这件：怎样代、哪天前递交",
        "proxy_progress": "办到哪一步，什么时候、怎样告诉了委托人",
        "proxy_end": "代办到此为止：结果、费用、原件、未尽事项",
        "proxy_visit": "送达以后问委托人：收没收费、满不满意",
        "unresolved": "替反映人登记，定范围、原因、处理方式和期限",
        "transfer": "交给承办单位：要求、期限、联系人",
        "urging": "到期没办、办得不好的：第几次、新期限、措施",
        "reply": "办得怎样书面告诉反映人",
        "payment": "依法要收的规费：项目、标准、依据、金额",
    }
)
ISSUE_PAPER = Turn("代办、“办不成事”、缴费的文书，选一种，填好就打印", _open, as_holder=False,
                   is_own=True)  # fmt: skip
REQUEST_TURNS: Mapping[Move, Turn] = MappingProxyType({Move.ISSUE_PAPER: ISSUE_PAPER})
