"""The life cycle as the reference of the trade words it (domain.md §1.3, §1.3b), for the model.

Written apart from ``domain.transitions``: states by their codes, people by login, and how many
papers a step puts on the desk. Duties that the reference does not name follow DESIGN: deciders may
review, the window may issue, whoever keeps originals may hand them on.
"""

from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


# login: duties, department, where he keeps what he holds
PEOPLE: dict[str, tuple[str, str, str]] = {
    "wenxiu": ("CLK", "", "02号窗口"),
    "xiaoyu": ("REV", "农业农村", "农业农村"),
    "yongkang": ("REV", "农业农村", "农业农村"),
    "meifen": ("REV", "民政", "民政"),
    "zhenggang": ("APR", "", "后台"),
    "guoqing": ("HED", "", "后台"),
    "fenfang": ("ISS", "", "01号窗口"),
    "dangan": ("ARC", "", "后台"),
    "guanli": ("ADM", "", "后台"),
    "alone": ("CLK REV APR HED ISS ARC SYS SUP ADM", "", "01号窗口"),
}
REVIEWERS = "REV APR HED"
ISSUERS = "ISS CLK"
KEEPERS = f"{ISSUERS} {REVIEWERS} ARC"
WITNESSES = f"SYS CLK ISS SUP {REVIEWERS}"
ALL_BUT = "S1 S2 S3 S4a S4b S4c S5 S5q S5d S6 S7 S7p S8 S10 S11 S12 S13 S14 S15 S16 S18"
S5_TO_S8 = "S5 S5q S5d S6 S7 S7p S8"
OPEN = f"S1 S2 S3 {S5_TO_S8} S10"
GAP = "S5q S6 S7 S7p S8"
EARLY = "S4a S4b S4c S13 S14"

# act | who | from | to ("=" stays) | papers
_TEXT = f"""
not_required | CLK | S1 | S4a | 1
not_competent | CLK | S1 | S4b | 1
refuse | CLK REV | S1 | S4c | 1
start_correction | CLK | S1 | S2 | 0
finish_correction | CLK | S2 | S1 | 0
request_supplement | CLK | S1 S3 | S3 | 1
accept | CLK REV | S1 | S5 | 1
accept_deficient | CLK | S1 | S5q | 2
deem_accepted | {WITNESSES} | S1 S2 | S5d | 0
supply | CLK | S3 | = | 1
accept_supplemented | CLK REV | S3 | S5 | 1
lapse_supplement | SYS CLK | S3 | S13 | 1
remind_supplement | SYS CLK | S3 | = | 0
take_back | CLK | S1 S2 S3 | S14 | 1
end_before_acceptance | CLK | S1 S3 | S13 | 1
assign | SYS CLK {REVIEWERS} | S5 S5q S5d | S6 | 1
claim | {REVIEWERS} | S6 | S7 | 0
take_over | {REVIEWERS} | S7 S7p S8 | = | 0
release | {REVIEWERS} | S7 | S6 | 0
hand_over | ADM HED | S7 S7p S8 | = | 0
open | APR HED | S7p | = | 0
pull_back | {REVIEWERS} | S7p | S7 | 0
inspect | {REVIEWERS} | S7 | = | 1
notify_interested | {REVIEWERS} | S7 | S8 | 2
ask_hearing | CLK {REVIEWERS} | S8 | = | 0
call_hearing | {REVIEWERS} | S8 | = | 1
ask_procedure | {REVIEWERS} | S7 S8 | = | 0
decline_procedure | APR HED | S7 S8 | = | 0
suspend | APR HED | S7 S8 | S8 | 1
end_procedure | {REVIEWERS} | S8 | = | 1
ask_extension | {REVIEWERS} | S7 | = | 0
decline_extension | HED | S7 | = | 0
extend | HED | S7 | = | 2
ask_opinion | {REVIEWERS} | S7 | = | 0
give_opinion | {REVIEWERS} | S6 S7 S8 | = | 0
drop_opinion | {REVIEWERS} | S7 | = | 0
propose | {REVIEWERS} | S7 | S7p | 0
return_for_review | APR HED | S7p | S7 | 0
approve | APR HED | S7 S7p | S11 | 1
deny | APR HED | S7 S7p | S12 | 1
decide_at_once | CLK APR HED | S5 S6 | S11 | 1
refer_up | CLK | S5 | S10 | 1
refer_up | APR HED | S7 | S10 | 2
county_yes | {ISSUERS} {REVIEWERS} | S10 | S11 | 0
county_no | {ISSUERS} {REVIEWERS} | S10 | S12 | 0
county_returned | {ISSUERS} {REVIEWERS} | S10 | S7 | 0
fill_gap | CLK | {GAP} S10 | = | 1
extend_gap | CLK {REVIEWERS} | {GAP} | = | 0
remind_gap | CLK {REVIEWERS} | {GAP} | = | 0
waive_gap | HED | {GAP} | = | 0
lapse_gap | SYS {REVIEWERS} | {GAP} | S13 | 1
commit | CLK REV | S1 S3 | = | 1
check_commitment | {REVIEWERS} | {S5_TO_S8} S10 S11 S12 S15 S16 S18 | = | 0
rule_on_commitment | HED | {S5_TO_S8} S10 S11 S12 S15 S16 S18 | = | 0
withdraw | CLK | {S5_TO_S8} S10 | S14 | 2
terminate | APR HED | {S5_TO_S8} S10 | S13 | 1
make_ready | REV {ISSUERS} | S11 S12 | S15 | 1
notify_pickup | {ISSUERS} | S15 | = | 1
send_by_mail | {ISSUERS} | S15 | = | 1
not_collected | {ISSUERS} | S15 | = | 1
deliver | {ISSUERS} | S15 | S16 | 1
rate | SYS | S16 | = | 0
archive | ARC | S16 | S18 | 4
archive | ARC | {EARLY} | S18 | 1
correct_decision | HED | S11 S16 | S11 | 1
revoke_decision | HED | S11 S16 | S11 | 1
settle_materials | CLK REV ISS SUP APR HED | {S5_TO_S8} S10 | = | 0
note | CLK REV ISS SUP APR HED | {ALL_BUT} | = | 0
correct_date | HED | {OPEN} S11 S12 S15 | = | 0
redate | SYS ADM | {OPEN} S11 S12 S15 | = | 0
pass_originals | {KEEPERS} | {ALL_BUT} | = | 1
take_originals | {KEEPERS} | {ALL_BUT} | = | 0
refuse_originals | {KEEPERS} | {ALL_BUT} | = | 0
call_back_originals | {KEEPERS} | {ALL_BUT} | = | 0
return_originals | {ISSUERS} | {ALL_BUT} | = | 1
send_originals | {KEEPERS} | {ALL_BUT} | = | 1
originals_back | {KEEPERS} | {ALL_BUT} | = | 0
"""


@dataclass(frozen=True)
class Row:
    """One line of the table, for one state."""

    duties: frozenset[str]
    target: str
    papers: int


def _read(text: str) -> dict[tuple[str, str], Row]:
    rows = {}
    for line in text.strip().splitlines():
        act, who, sources, target, papers = (part.strip() for part in line.split("|"))
        for source in sources.split():
            end = source if target == "=" else target
            rows[act, source] = Row(frozenset(who.split()), end, int(papers))
    return rows


ROWS = _read(_TEXT)
ACTS = tuple(dict.fromkeys(act for act, _ in ROWS))
# Done by whoever holds the case, or takes it by doing so; all others need no hand on it.
BY_THE_HOLDER = words(
    """release inspect notify_interested ask_procedure end_procedure ask_extension ask_opinion
    drop_opinion propose return_for_review approve deny"""
)
# Afterwards nobody has it in hand; after the others whoever did them has.
LETS_GO = words(
    """release propose return_for_review approve deny decide_at_once refer_up county_yes county_no
    county_returned take_back withdraw lapse_supplement lapse_gap terminate end_before_acceptance
    correct_decision revoke_decision archive"""
)
# An act that is never taken back: what the state says about it is mended by another act.
STAYS_DONE = words(
    """receive reverse start_correction finish_correction deem_accepted remind_supplement take_over
    hand_over open pull_back decline_procedure decline_extension give_opinion drop_opinion
    remind_gap check_commitment rule_on_commitment send_by_mail not_collected deliver rate archive
    correct_decision revoke_decision settle_materials note correct_date redate pass_originals
    take_originals refuse_originals call_back_originals return_originals send_originals
    originals_back"""
)
REVERSE_DUTIES = words(f"CLK ISS {REVIEWERS}")
REVERSE_STATES = words(f"{OPEN} S11 S12 S15 {EARLY}")
