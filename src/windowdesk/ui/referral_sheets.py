"""上报 and what comes back from the county.

The walk: the county decides on the item. The clerk (or, out of the review, the decider) opens
上报: the county's office is there already, the opinion is written; F9 prints the list, both sign it
when the papers are fetched. Days later the decision comes: number, date and content are copied
from it, F9, and the window tells the applicant. Or the county wants more: 县级退回, why, and the
review goes on; nobody is asked again for what went up.
"""

from collections.abc import Callable

from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date
from windowdesk.domain.referral_clocks import goes_to_county
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.referral import county_decision
from windowdesk.ui.asked_sheet import Answers, Asked, AskedKind, AskedSheet, SheetWords
from windowdesk.ui.buttons import ButtonKind, Choice
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.turn import Turn, TurnGround

Work = Callable[[Answers], ActReceipt]
_YES, _NO = "yes", "no"
_BACK = Asked(
    "originals",
    "随件上报的原件",
    "还没选原件回来没有。",
    AskedKind.CHOICE,
    (Choice(_YES, "退回来了，在我手里"), Choice(_NO, "没有原件，或还没退回")),
)
_NUMBER = Asked("result_number", "决定书文号", "还没写文号。照决定书上的抄。")
_DAY = Asked("decided_on", "决定日期", "还没写日期。照决定书上的抄。", AskedKind.DAY)
_PAPER = Asked(
    "received",
    "决定书原件",
    "还没选原件收到没有。",
    AskedKind.CHOICE,
    (Choice(_YES, "收到了"), Choice(_NO, "还没收到")),
)


def _refer(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.referrals
    told = "全部申请材料和你手里的原件一起上报，打印上报交接清单，双方签名。"
    words = SheetWords("上报", "上报并打印", told)
    asked = (
        Asked("organ", "报给哪个县级部门", "还没写报给哪个县级部门。"),
        Asked("opinion", "初审意见", "还没写初审意见。写明意见和理由。", AskedKind.TEXT),
    )

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        return own.refer_up(
            case.case_id, texts["organ"], texts["opinion"], seen_version=case.version
        )

    sheet = _sheet(ground, words, asked)
    earlier = case.turns.referrals[-1].organ if case.turns.referrals else ""
    organ = earlier or own.usual_organ(case)
    sheet.inputs["organ"].set_value(organ)
    sheet.begins_at("opinion" if organ else "organ")
    _open(ground, sheet, Move.REFER_UP, work)


def _approved(ground: TurnGround) -> None:
    words = SheetWords("县级准予", "登记", "照县级的决定书抄。送达的十个工作日从决定日期算。")
    content = Asked("decision.content", "决定内容", "还没写决定内容。", AskedKind.TEXT)
    number = Asked("decision.certificate", "证件编号（没有就不写）")
    asked = (_NUMBER, _DAY, content, number, _PAPER, _BACK)
    _decided(ground, Move.COUNTY_APPROVED, words, asked)


def _denied(ground: TurnGround) -> None:
    told = "照县级的决定书抄。送达的十个工作日从决定日期算。"
    words = SheetWords("县级不予", "登记", told, ButtonKind.GRAVE)
    reason = Asked("decision.reason", "不予的理由", "还没写理由。照决定书写。", AskedKind.TEXT)
    _decided(ground, Move.COUNTY_DENIED, words, (_NUMBER, _DAY, reason, _PAPER, _BACK))


def _decided(ground: TurnGround, move: Move, words: SheetWords, asked: tuple[Asked, ...]) -> None:
    case, own = ground.view.case, ground.session.referrals

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        assert answers.day is not None  # noqa: S101  a sheet with gaps gives no command
        county = county_decision(
            approved=move is Move.COUNTY_APPROVED,
            number=texts["result_number"],
            decided_on=answers.day,
            content=texts.get("decision.content", "不予"),
            reason=texts.get("decision.reason", ""),
            certificate=texts.get("decision.certificate", ""),
            received=texts["received"] == _YES,
            originals_back=texts["originals"] == _YES,
        )
        return own.county_decided(case.case_id, county, seen_version=case.version)

    _open(ground, _sheet(ground, words, asked), move, work)


def _returned(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.referrals
    told = "县级没作决定，退回来补。接着审查，补好再上报；已经上报过的材料不能让申请人再交。"
    words = SheetWords("县级退回", "登记", told)
    asked = (
        Asked("reason", "县级为什么退回", "还没写原因。照县级说的写。", AskedKind.TEXT),
        Asked("wanted", "还要哪些材料（顿号隔开，没有就不写）"),
        _BACK,
    )

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        wanted = tuple(one.strip() for one in texts["wanted"].split("、") if one.strip())
        return own.county_returned(
            case.case_id,
            texts["reason"],
            wanted,
            originals_back=texts["originals"] == _YES,
            seen_version=case.version,
        )

    _open(ground, _sheet(ground, words, asked), Move.COUNTY_RETURNED, work)


def _sheet(ground: TurnGround, words: SheetWords, asked: tuple[Asked, ...]) -> AskedSheet:
    subject, today = Subject.of(ground.view.case), local_date(ground.view.now)
    return AskedSheet(ground.kit.theme, words, subject.text, asked, today)


def _open(ground: TurnGround, sheet: AskedSheet, move: Move, work: Work) -> None:
    subject = Subject.of(ground.view.case)
    ground.acts.open_sheet(sheet, subject, work, MOVE_LABEL[move], move)


_TYPED = MoveRequest(reason="·", counterpart="·")
REFER_UP = Turn("县级决定的事项，写初审意见报上去", _refer, asked=_TYPED, fits=goes_to_county)
COUNTY_APPROVED = Turn("县级的决定书来了，照着登记", _approved, as_holder=False)
COUNTY_DENIED = Turn("县级不同意，照决定书登记理由", _denied, as_holder=False)
COUNTY_RETURNED = Turn("县级没决定，退回来补", _returned, asked=_TYPED, as_holder=False)
