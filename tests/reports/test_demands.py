"""The quick check of a paper says what composing it says, for want of any one fact."""

import pytest

from tests.reports.orders import CATALOGUE, CODES, facts, number_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts
from windowdesk.reports.compose import check, compose
from windowdesk.reports.demands import demands_of
from windowdesk.reports.template import Template
from windowdesk.reports.template_loader import load_template


def refused(template: Template, some: PaperFacts, number: str) -> tuple[str, str]:
    """Return what the quick check and composing say; '' where they say nothing."""
    said = []
    for ask in (check, compose):
        words = (demands_of(template),) if ask is check else ()
        try:
            ask(template, *words, some, number)  # type: ignore[operator]  two shapes of one call
            said.append("")
        except DomainError as problem:
            said.append(problem.text)
    return said[0], said[1]


@pytest.mark.parametrize("code", CODES)
def test_quick_check_and_composing_agree(code: str) -> None:
    template, number = load_template(code, CATALOGUE.get(code).text), number_of(code)
    names = demands_of(template).names
    whole = facts()
    assert refused(template, whole, number) == ("", "")
    for name in sorted(names):
        spoiled = facts({name: ""}, {name: ()} if name in whole.rows else None)
        quick, thorough = refused(template, spoiled, number)
        assert quick == thorough, name
    for name in sorted(names & set(whole.texts)):
        quick, thorough = refused(template, facts({name: "没有这一项"}), number)
        assert quick == thorough, name


@pytest.mark.parametrize("code", CODES)
def test_a_paper_says_the_same_with_what_it_looks_at_alone(code: str) -> None:
    template, number = load_template(code, CATALOGUE.get(code).text), number_of(code)
    names, whole = demands_of(template).names, facts()
    least = PaperFacts.of(
        {name: text for name, text in whole.texts.items() if name in names},
        {name: rows for name, rows in whole.rows.items() if name in names},
    )
    assert compose(template, least, number) == compose(template, whole, number)
    assert CATALOGUE.get(code).names == names
