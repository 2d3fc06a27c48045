"""What the model knows of an item, and the ways in which an act may be asked for."""

from dataclasses import dataclass

from tests.domain.lives.days import Limit

NAMES = {"M01": "申请表", "M02": "户口簿", "M04": "居住证明", "M05": "照片"}
PROOF = "M04"  # what a commitment may replace
EXTRA = "签名页"
ORIGINALS = ("M01", "M02", "M05")
TOLERABLE = frozenset(("M02", "M05"))
COUNTY = "青岫县民政局"
STATION = "县鉴定站"


@dataclass(frozen=True)
class Kind:
    """An item as the catalogue says it: limits, class, and what it allows."""

    promise: Limit = (10, "wd")
    law: Limit = (20, "wd")
    immediate: bool = False
    county: bool = False
    tolerant: bool = True
    separate: bool = False
    joint: bool = False
    lapse_ends: bool = True
    procedures: bool = True


KINDS = {
    "town": Kind(joint=True),
    "county": Kind(county=True),
    "immediate": Kind((0, "wd"), (5, "wd"), immediate=True, procedures=False),
    "months": Kind((30, "cd"), (2, "mo"), lapse_ends=False, tolerant=False),
    "separate": Kind(separate=True),
}

# How an act is asked for: the first is as it should be, the others lack or overdo something.
HOWS: dict[str, tuple[str, ...]] = {
    "not_required": ("returned", "kept", "no reason"),
    "not_competent": ("returned", "kept", "no organ"),
    "refuse": ("returned", "kept", "no basis"),
    "start_correction": ("good", "no reason"),
    "finish_correction": ("good", "unsigned"),
    "request_supplement": ("all", "all until", "more", "leaves one out", "asks for the promised"),
    "accept": ("good", "brought"),
    "accept_deficient": (
        "good",
        "one day",
        "too late",
        "today",
        "unsigned",
        "no credit",
        "no reason",
        "one more",
    ),
    "supply": ("all", "one", "none", "strange"),
    "lapse_supplement": ("good", "no reason"),
    "remind_supplement": ("good", "no reason"),
    "take_back": ("none", "all", "unsigned"),
    "end_before_acceptance": ("deceased", "no proof", "withdrawn", "organisation"),
    "take_over": ("reason", "no reason"),
    "hand_over": ("queue", "xiaoyu", "zhenggang", "wenxiu", "meifen", "no reason"),
    "inspect": ("good", "alone", "tomorrow", "no place"),
    "notify_interested": ("good", "nobody", "no reason"),
    "ask_hearing": ("today", "tomorrow", "nobody"),
    "call_hearing": ("first", "last", "too early", "too late", "chairs himself", "no place"),
    "ask_procedure": ("鉴定", "公示", "评审", "tomorrow", "too long", "no basis"),
    "decline_procedure": ("good", "no reason"),
    "suspend": ("鉴定", "公示", "back", "back unsaid", "before acceptance", "too long", "by law"),
    "end_procedure": ("newest", "oldest", "no result", "tomorrow", "too early", "strange"),
    "ask_extension": ("10", "3", "15", "15 joint", "0", "no reason"),
    "decline_extension": ("good", "no reason"),
    "extend": ("10", "3", "11", "15 joint", "no office", "no reason"),
    "ask_opinion": ("民政", "村建", "农业农村", "no question"),
    "give_opinion": ("民政", "村建", "no words"),
    "drop_opinion": ("民政", "村建", "no reason"),
    "propose": ("good", "no opinion"),
    "return_for_review": ("good", "no reason"),
    "approve": ("good", "exception", "self-exception", "no content"),
    "deny": ("good", "exception", "no basis", "no reason"),
    "decide_at_once": ("good", "no content"),
    "refer_up": ("good", "no organ", "no opinion"),
    "county_yes": ("with originals", "without originals", "no number", "not received", "tomorrow"),
    "county_no": ("with originals", "without originals", "no number", "before"),
    "county_returned": ("with originals", "wants more", "wants again", "no reason"),
    "fill_gap": ("all", "one", "none", "strange"),
    "extend_gap": ("head", "himself", "no reason", "not later", "nobody"),
    "remind_gap": ("good", "no words"),
    "waive_gap": ("good", "no reason"),
    "lapse_gap": ("good", "no reason"),
    "check_commitment": ("true", "false", "no place", "nothing found"),
    "rule_on_commitment": ("good", "no reason"),
    "withdraw": ("none", "all", "unsigned", "no reason"),
    "terminate": ("deceased", "other", "no proof", "no basis", "gap", "organisation"),
    "notify_pickup": ("good", "no words"),
    "send_by_mail": ("good", "short waybill", "no address"),
    "not_collected": ("good", "returned", "no words", "strange"),
    "deliver": (
        "direct",
        "mail",
        "electronic",
        "left",
        "public",
        "unchecked",
        "stranger",
        "tomorrow",
        "no witness",
        "no consent",
    ),
    "rate": ("5", "1", "0"),
    "archive": ("good", "unchecked"),
    "correct_decision": ("good", "no content", "no basis", "no earlier"),
    "revoke_decision": ("good", "no reason", "no earlier"),
    "note": ("good", "no words"),
    "correct_date": (
        "received back",
        "received on",
        "accepted back",
        "accepted on",
        "same",
        "future",
        "no evidence",
        "no reason",
    ),
    "redate": ("good", "no reason"),
    "pass_originals": ("02号窗口", "民政", "农业农村", "xiaoyu", "fenfang", "one", "others'"),
    "take_originals": ("newest", "oldest", "strange"),
    "refuse_originals": ("newest", "no reason"),
    "call_back_originals": ("newest", "oldest"),
    "return_originals": ("all", "one", "unsigned", "others'"),
    "send_originals": ("all", "one", "no organ", "others'"),
    "originals_back": ("all", "none", "inside"),
}


def hows(act: str) -> tuple[str, ...]:
    """Return the ways of an act; most have only the one."""
    return HOWS.get(act, ("good",))
