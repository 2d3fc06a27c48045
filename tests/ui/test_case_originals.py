"""What the page of a case and the issuing desk say of originals."""

from dataclasses import replace

from tests.domain.builders import CLERK, ITEM, NOW, REVIEWER
from tests.domain.test_custody import COUNTY, kept, slip
from tests.domain.test_custody import case_with as case_of
from windowdesk.domain.case import Case
from windowdesk.ui.case_originals import originals_owed, originals_words


def owed(*codes: str) -> Case:
    """Return a case whose item gives ``codes`` back in the end."""
    case = case_of("M01", "M02")
    materials = tuple(replace(m, returned=m.code in codes) for m in ITEM.materials)
    item = replace(ITEM, materials=materials)
    case.application = replace(case.application, item=item)
    return case


def test_one_original_is_named_and_several_are_counted() -> None:
    assert originals_words(case_of("M01"), CLERK.login) == "申请表在你手里"
    both = case_of("M01", "M02")
    assert originals_words(both, REVIEWER.login, short=True) == "2 份在李文秀（02号窗口）手里"
    assert originals_words(both, REVIEWER.login) == "申请表、户口簿在李文秀（02号窗口）手里"


def test_what_is_under_way_says_where_it_goes() -> None:
    case = case_of("M01", "M02")
    case.pass_originals(slip("1号", ("M01",)), by=CLERK)
    assert originals_words(case, CLERK.login) == "申请表正交给农业农村，户口簿在你手里"


def test_what_has_left_says_where_it_is() -> None:
    case = case_of("M01")
    assert kept("M01")
    case.send_originals(("M01",), COUNTY, "上报", "1号", by=CLERK, at=NOW)
    assert originals_words(case, CLERK.login) == f"都不在中心，在{COUNTY}"


def test_only_what_the_applicant_gets_back_is_owed() -> None:
    assert originals_owed(owed()) == ""
    told = originals_owed(owed("M02"))
    assert told == "还有原件要还申请人：户口簿在李文秀（02号窗口）手里。按 Ctrl+E 退还。"


def test_what_was_given_back_is_owed_no_more() -> None:
    case = owed("M02")
    case.return_originals(("M02",), "1号", signed=True, by=CLERK, at=NOW)
    assert originals_owed(case) == ""
