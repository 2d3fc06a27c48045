"""Number lines are named by the usual titles of the papers that they number."""

from tests.reports.orders import CATALOGUE, CODES
from windowdesk.domain.numbers import PAPER_TITLE, document_line
from windowdesk.services.ledger_check import line_name


def test_every_paper_has_its_title_in_the_table() -> None:
    assert {code: CATALOGUE.get(code).title for code in CODES} == dict(PAPER_TITLE)


def test_a_number_line_is_named_in_chinese() -> None:
    assert line_name(document_line("云岭便", "acceptance", 2026)) == "云岭便 受理通知书〔2026〕"
