"""Every kind of paper, from cases that were driven through the real services, as PDF and DOCX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from tests.reports.masked import FULL_NUMBERS
from tests.reports.reading import fonts, page_texts, squeezed
from tests.reports.test_template import KINDS
from tests.services.counter import PERSON, Counter, open_counter
from tests.services.every_paper import founding, told
from tests.services.test_paper_facts import RARE_PERSON
from windowdesk.domain.document import Document
from windowdesk.domain.facts import PaperFacts
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.acting import order_of
from windowdesk.services.paper_asks import BETWEEN
from windowdesk.services.paper_port import RenderOrder

_SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)[?|}]")
_MANY = re.compile(r"ticks = \"\{([a-z][a-z0-9_.]*)\}")
_EACH = re.compile(r'each = "(\w+)"')
_WHEN = re.compile(r'^when = "(!?)([a-z][a-z0-9_.]*)"', re.MULTILINE)
# Three materials and usual words: every paper of these lives keeps one sheet.
_LONG: dict[str, int] = {}


@dataclass(frozen=True)
class Issued:
    """A paper of record with all that it was drawn from."""

    document: Document
    order: RenderOrder
    pdf: bytes
    docx: bytes


@pytest.fixture(scope="module")
def papers(
    tmp_path_factory: pytest.TempPathFactory, renderer: PaperRenderer
) -> Iterator[dict[str, Issued]]:
    """Return the newest paper of every kind."""
    counter = open_counter(tmp_path_factory.mktemp("every"), renderer, founding())
    try:
        yield dict(_issued(told(counter), renderer))
    finally:
        counter.close()


def _issued(counter: Counter, renderer: PaperRenderer) -> Iterator[tuple[str, Issued]]:
    session = counter.at()
    with session.database.reading() as uow:
        now = uow.now()
        documents = uow.papers.issued_between(now.replace(year=now.year - 1), now, 1_000)
        newest = {document.kind: document for document in documents}
        orders = {
            kind: order_of(
                document,
                uow.papers.template_text(document.template_digest),
                uow.cases.get(document.case_id).number,
            )
            for kind, document in newest.items()
        }
    for kind, document in newest.items():
        pdf = session.press.bytes_of_record(document.document_id)
        yield kind, Issued(document, orders[kind], pdf, renderer.docx(orders[kind]))


def said(order: RenderOrder) -> list[str]:
    """Return every fact that the blocks print whose condition holds, and every cell of a list."""
    facts = PaperFacts.from_text(order.facts.to_text())
    found: list[str] = []
    for block in order.template_text.split("[[block]]")[1:]:
        when = _WHEN.search(block)
        if when is not None:
            there = bool(facts.texts.get(when[2]) or facts.rows.get(when[2]))
            if there is (when[1] == "!"):
                continue
        many, slots = set(_MANY.findall(block)), _SLOT.findall(block)
        rows = [row for each in _EACH.findall(block) for row in facts.rows.get(each, ())]
        in_rows = {name for row in rows for name in row}
        for name in slots:
            if name not in in_rows:
                text = facts.texts.get(name, "")
                found += text.split(BETWEEN) if name in many else text.splitlines()
        for row in rows:
            for name in in_rows & set(slots):
                found += row.get(name, "").splitlines()
    return [squeezed(text) for text in found if text.strip()]


def test_the_lives_issue_a_paper_of_every_kind(papers: dict[str, Issued]) -> None:
    assert papers.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_on_paper_is_what_was_frozen(papers: dict[str, Issued], kind: str) -> None:
    issued = papers[kind]
    texts = page_texts(issued.pdf)
    per_copy = len(texts) // issued.document.copies
    assert len(texts) == issued.document.copies * _LONG.get(kind, 1)
    for copy in range(issued.document.copies):
        whole = "".join(texts[copy * per_copy : (copy + 1) * per_copy])
        assert [fact for fact in said(issued.order) if fact not in whole] == []
    words = docx.Document(BytesIO(issued.docx)).element.iter(qn("w:t"))
    whole = squeezed("".join(word.text or "" for word in words))
    assert [fact for fact in said(issued.order) if fact not in whole] == []


@pytest.mark.parametrize("kind", KINDS)
def test_its_fonts_are_embedded_and_no_sign_is_lost(papers: dict[str, Issued], kind: str) -> None:
    issued = papers[kind]
    for font in fonts(issued.pdf):
        assert "/FontFile2" in font["/FontDescriptor"].get_object()  # type: ignore[operator]
    for text in page_texts(issued.pdf):
        assert "\ufffd" not in text
        assert "\x00" not in text
        assert "\ufffe" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_it_again_gives_the_same_bytes(
    papers: dict[str, Issued], renderer: PaperRenderer, kind: str
) -> None:
    issued = papers[kind]
    again = renderer.pdf(issued.order)
    # What the key adds to the file of record stands behind what was drawn.
    assert renderer.pdf(replace(issued.order)) == again
    assert page_texts(again) == page_texts(issued.pdf)
    assert renderer.docx(issued.order) == issued.docx


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_number_stands_only_where_the_form_demands_it(
    papers: dict[str, Issued], kind: str
) -> None:
    issued = papers[kind]
    whole = "".join(page_texts(issued.pdf))
    allowed = FULL_NUMBERS.get(kind, {})
    for person in (PERSON, RARE_PERSON):
        if person.id_number in whole:
            assert "applicant.id_number" in allowed
        if person.phone in whole:
            assert {"applicant.phone", "mail.phone"} & allowed.keys()
