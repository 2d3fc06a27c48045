"""What a deciding leader and the issuing window of a new centre do."""

from tests.walks.new_centre import NewCentre
from tests.walks.program import ALT, CTRL, ENTER, KEY, Program
from windowdesk.domain.states import CaseState

_OPINION = "经审查，申请人符合条件，准予申领。"
_REASON = "申请人不在本镇居住"
_BASIS = "《云岭镇便民服务事项办理规定》第六条"


def decide(centre: NewCentre, leader: Program, good: str, bad: str) -> tuple[str, str]:
    """Approve one applicant and deny another; return what stands on the two decisions."""
    _claim(leader, good)
    leader.write(_OPINION)
    approval = _print(centre, leader, "准予")
    _claim(leader, bad)
    leader.press(KEY.Key_F7)
    leader.until_at("不予的事实和理由")
    leader.write(_REASON)
    leader.press(KEY.Key_Tab)
    leader.press(KEY.Key_A, CTRL)
    leader.write(_BASIS)
    return approval, _print(centre, leader, _REASON)


def hand_out(centre: NewCentre, issuer: Program, name: str) -> tuple[str, str]:
    """Take a result over, tell the applicant, hand it to him; return the two papers."""
    _call_up(issuer, name)
    issuer.until(issuer.issue.act_button.hasFocus)
    pickup = _print(centre, issuer, "取件")
    issuer.press(KEY.Key_F2)
    _call_up(issuer, name)
    issuer.until(lambda: issuer.where().startswith("收件人证件"))
    issuer.press(KEY.Key_H, ALT)
    return pickup, _print(centre, issuer, "送达回证")


def _call_up(issuer: Program, name: str) -> None:
    issuer.press(KEY.Key_Z, ALT)
    issuer.write(name)
    issuer.press(ENTER)
    issuer.until(lambda: issuer.issue.detail.name.text() == name)


def _claim(leader: Program, name: str) -> None:
    leader.until(lambda: _shown(leader) != "")
    while _shown(leader) != name:
        before = _shown_number(leader)
        leader.press(KEY.Key_Down)
        leader.until(lambda before=before: _shown_number(leader) != before)
    leader.press(KEY.Key_F9)
    leader.until(lambda: _state(leader) is CaseState.REVIEWING)


def _print(centre: NewCentre, hands: Program, word: str) -> str:
    before = len(centre.tray.papers)
    hands.press(KEY.Key_F9)
    hands.until(lambda: any(word in text for text in centre.papers_since(before)))
    return next(text for text in centre.papers_since(before) if word in text)


def _shown(leader: Program) -> str:
    view = leader.approval.case.view
    return view.case.application.applicant.name if view is not None else ""


def _shown_number(leader: Program) -> str:
    view = leader.approval.case.view
    return view.case.number.digits if view is not None else ""


def _state(leader: Program) -> CaseState | None:
    view = leader.approval.case.view
    return view.case.state if view is not None else None
