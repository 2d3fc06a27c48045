"""States of a case and the moves between them (domain.md §1.2).

S0 is a visit, S9 a fact of the clock and S17 an attachment: none of them is a state of a case.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class CaseState(StrEnum):
    """Where a case stands; the comment names the row of domain.md §1.2."""

    RECEIVED = "received"  # S1
    CORRECTING = "correcting"  # S2
    AWAITING_SUPPLEMENT = "awaiting_supplement"  # S3
    NOT_REQUIRED = "not_required"  # S4a
    NOT_COMPETENT = "not_competent"  # S4b
    REFUSED = "refused"  # S4c
    ACCEPTED = "accepted"  # S5
    ACCEPTED_DEFICIENT = "accepted_deficient"  # S5q
    DEEMED_ACCEPTED = "deemed_accepted"  # S5d
    ASSIGNED = "assigned"  # S6
    REVIEWING = "reviewing"  # S7
    PROPOSED = "proposed"  # S7p
    SUSPENDED = "suspended"  # S8
    REFERRED_UP = "referred_up"  # S10
    APPROVED = "approved"  # S11
    DENIED = "denied"  # S12
    TERMINATED = "terminated"  # S13
    WITHDRAWN = "withdrawn"  # S14
    READY = "ready"  # S15
    DELIVERED = "delivered"  # S16
    ARCHIVED = "archived"  # S18


STATE_LABEL: Mapping[CaseState, str] = MappingProxyType(
    {
        CaseState.RECEIVED: "已收件",
        CaseState.CORRECTING: "当场更正中",
        CaseState.AWAITING_SUPPLEMENT: "待补正",
        CaseState.NOT_REQUIRED: "不受理",
        CaseState.NOT_COMPETENT: "不予受理（非本机关职权）",
        CaseState.REFUSED: "不予受理",
        CaseState.ACCEPTED: "已受理",
        CaseState.ACCEPTED_DEFICIENT: "容缺受理",
        CaseState.DEEMED_ACCEPTED: "视为受理",
        CaseState.ASSIGNED: "待领办",
        CaseState.REVIEWING: "审查中",
        CaseState.PROPOSED: "待决定",
        CaseState.SUSPENDED: "特别程序中",
        CaseState.REFERRED_UP: "已上报",
        CaseState.APPROVED: "准予，待转出件",
        CaseState.DENIED: "不予，待转出件",
        CaseState.TERMINATED: "终止审查",
        CaseState.WITHDRAWN: "申请人撤回",
        CaseState.READY: "待领取",
        CaseState.DELIVERED: "已送达",
        CaseState.ARCHIVED: "已归档",
    }
)

ACCEPTED_STATES = frozenset(
    (CaseState.ACCEPTED, CaseState.ACCEPTED_DEFICIENT, CaseState.DEEMED_ACCEPTED)
)
UNDECIDED_AFTER_ACCEPTANCE = ACCEPTED_STATES | frozenset(
    (
        CaseState.ASSIGNED,
        CaseState.REVIEWING,
        CaseState.PROPOSED,
        CaseState.SUSPENDED,
        CaseState.REFERRED_UP,
    )
)
BEFORE_ACCEPTANCE = frozenset(
    (CaseState.RECEIVED, CaseState.CORRECTING, CaseState.AWAITING_SUPPLEMENT)
)


class Move(StrEnum):
    """What may happen to a case."""

    RECEIVE = "receive"
    ENTER_RUNNING = "enter_running"
    ENTER_ACCEPTED = "enter_accepted"
    NOT_REQUIRED = "not_required"
    NOT_COMPETENT = "not_competent"
    REFUSE = "refuse"
    START_CORRECTION = "start_correction"
    FINISH_CORRECTION = "finish_correction"
    REQUEST_SUPPLEMENT = "request_supplement"
    ACCEPT = "accept"
    ACCEPT_DEFICIENT = "accept_deficient"
    DEEM_ACCEPTED = "deem_accepted"
    SUPPLEMENT_COMPLETE = "supplement_complete"
    ACCEPT_SUPPLEMENTED = "accept_supplemented"
    SUPPLEMENT_PARTLY = "supplement_partly"
    LAPSE_SUPPLEMENT = "lapse_supplement"
    REMIND_SUPPLEMENT = "remind_supplement"
    TAKE_BACK = "take_back"
    END_BEFORE_ACCEPTANCE = "end_before_acceptance"
    ASSIGN = "assign"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    SEND_BACK = "send_back"
    PULL_BACK = "pull_back"
    INSPECT = "inspect"
    ASK_HEARING = "ask_hearing"
    CALL_HEARING = "call_hearing"
    ASK_PROCEDURE = "ask_procedure"
    DECLINE_PROCEDURE = "decline_procedure"
    END_PROCEDURE = "end_procedure"
    ASK_EXTENSION = "ask_extension"
    DECLINE_EXTENSION = "decline_extension"
    NOTIFY_INTERESTED = "notify_interested"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    PROPOSE = "propose"
    OPEN = "open"
    ASK_OPINION = "ask_opinion"
    GIVE_OPINION = "give_opinion"
    DROP_OPINION = "drop_opinion"
    RETURN_FOR_REVIEW = "return_for_review"
    APPROVE = "approve"
    DENY = "deny"
    DECIDE_AT_ONCE = "decide_at_once"
    REFER_UP = "refer_up"
    COUNTY_APPROVED = "county_approved"
    COUNTY_DENIED = "county_denied"
    COUNTY_RETURNED = "county_returned"
    FILL_GAP = "fill_gap"
    FILL_GAP_PARTLY = "fill_gap_partly"
    EXTEND_GAP = "extend_gap"
    REMIND_GAP = "remind_gap"
    WAIVE_GAP = "waive_gap"
    LAPSE_GAP = "lapse_gap"
    COMMIT = "commit"
    CHECK_COMMITMENT = "check_commitment"
    RULE_ON_COMMITMENT = "rule_on_commitment"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    MAKE_READY = "make_ready"
    NOTIFY_PICKUP = "notify_pickup"
    SEND_BY_MAIL = "send_by_mail"
    NOT_COLLECTED = "not_collected"
    DELIVER = "deliver"
    RATE = "rate"
    CORRECT_DECISION = "correct_decision"
    REVOKE_DECISION = "revoke_decision"
    REVERSE = "reverse"
    CORRECT_DATE = "correct_date"
    REDATE = "redate"
    NOTE = "note"
    ISSUE_PAPER = "issue_paper"
    PASS_ORIGINALS = "pass_originals"  # noqa: S105  a move, no password
    TAKE_ORIGINALS = "take_originals"
    REFUSE_ORIGINALS = "refuse_originals"
    CALL_BACK_ORIGINALS = "call_back_originals"
    RETURN_ORIGINALS = "return_originals"
    SEND_ORIGINALS = "send_originals"
    ORIGINALS_BACK = "originals_back"
    ATTACH = "attach"
    ARCHIVE = "archive"


MOVE_LABEL: Mapping[Move, str] = MappingProxyType(
    {
        Move.RECEIVE: "收件",
        Move.ENTER_RUNNING: "补录",
        Move.ENTER_ACCEPTED: "补录受理",
        Move.NOT_REQUIRED: "不受理（依法不需要办理）",
        Move.NOT_COMPETENT: "不予受理（不属本机关职权）",
        Move.REFUSE: "不予受理",
        Move.START_CORRECTION: "当场更正",
        Move.FINISH_CORRECTION: "更正完毕",
        Move.REQUEST_SUPPLEMENT: "一次性补正告知",
        Move.ACCEPT: "受理",
        Move.ACCEPT_DEFICIENT: "容缺受理",
        Move.DEEM_ACCEPTED: "视为受理",
        Move.SUPPLEMENT_COMPLETE: "补正收齐",
        Move.ACCEPT_SUPPLEMENTED: "补正齐全，受理",
        Move.SUPPLEMENT_PARTLY: "部分补正",
        Move.LAPSE_SUPPLEMENT: "逾期未补正，终止",
        Move.REMIND_SUPPLEMENT: "逾期未补正，催补",
        Move.TAKE_BACK: "取回材料",
        Move.END_BEFORE_ACCEPTANCE: "受理前终止",
        Move.ASSIGN: "分办",
        Move.CLAIM: "领办",
        Move.TAKE_OVER: "接办",
        Move.HAND_OVER: "转交",
        Move.SEND_BACK: "转回待领",
        Move.RELEASE: "放回待领",
        Move.PULL_BACK: "追回",
        Move.INSPECT: "实地核查",
        Move.ASK_HEARING: "登记听证申请",
        Move.CALL_HEARING: "通知听证",
        Move.ASK_PROCEDURE: "提请特别程序",
        Move.DECLINE_PROCEDURE: "不同意特别程序",
        Move.END_PROCEDURE: "结束一项特别程序",
        Move.ASK_EXTENSION: "提请延期",
        Move.DECLINE_EXTENSION: "不同意延期",
        Move.NOTIFY_INTERESTED: "告知利害关系人",
        Move.SUSPEND: "启动特别程序",
        Move.RESUME: "恢复计时",
        Move.EXTEND: "延长期限",
        Move.PROPOSE: "拟办",
        Move.OPEN: "打开",
        Move.ASK_OPINION: "征求意见",
        Move.GIVE_OPINION: "答复意见",
        Move.DROP_OPINION: "不再等意见",
        Move.RETURN_FOR_REVIEW: "退回补查",
        Move.APPROVE: "准予",
        Move.DENY: "不予",
        Move.DECIDE_AT_ONCE: "当场办结",
        Move.REFER_UP: "上报",
        Move.COUNTY_APPROVED: "县级准予",
        Move.COUNTY_DENIED: "县级不予",
        Move.COUNTY_RETURNED: "县级退回",
        Move.FILL_GAP: "容缺材料补齐",
        Move.FILL_GAP_PARTLY: "容缺材料补了一部分",
        Move.EXTEND_GAP: "延长容缺期限",
        Move.REMIND_GAP: "催补容缺材料",
        Move.WAIVE_GAP: "同意缺着决定",
        Move.LAPSE_GAP: "容缺逾期，终止",
        Move.COMMIT: "告知承诺",
        Move.CHECK_COMMITMENT: "核查承诺",
        Move.RULE_ON_COMMITMENT: "处理不实承诺",
        Move.WITHDRAW: "撤回申请",
        Move.TERMINATE: "终止审查",
        Move.MAKE_READY: "转出件",
        Move.NOTIFY_PICKUP: "通知领取",
        Move.SEND_BY_MAIL: "寄出",
        Move.NOT_COLLECTED: "未领或退件",
        Move.DELIVER: "送达",
        Move.RATE: "评价",
        Move.CORRECT_DECISION: "更正决定",
        Move.REVOKE_DECISION: "撤销决定",
        Move.REVERSE: "收回",
        Move.CORRECT_DATE: "更正日期",
        Move.REDATE: "日历变更重算",
        Move.NOTE: "记事",
        Move.ISSUE_PAPER: "另出文书",
        Move.PASS_ORIGINALS: "交出原件",
        Move.TAKE_ORIGINALS: "接收原件",
        Move.REFUSE_ORIGINALS: "拒收原件",
        Move.CALL_BACK_ORIGINALS: "撤回交接单",
        Move.RETURN_ORIGINALS: "退还原件",
        Move.SEND_ORIGINALS: "送出原件",
        Move.ORIGINALS_BACK: "原件回来",
        Move.ATTACH: "附电子件",
        Move.ARCHIVE: "归档",
    }
)
