"""Papers as records: digests, archived bytes, the states of a print, frozen facts."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import NOW
from windowdesk.domain.document import (
    PRINT_LABEL,
    PRINT_MOVES,
    ArchivedPaper,
    Document,
    PrintState,
)
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import SHANGHAI

DOCUMENT = Document(
    document_id=1,
    case_id=7,
    centre="990322103",
    kind="acceptance",
    title="受理通知书",
    number="云乡受〔2026〕218号",
    line="paper|云乡|acceptance|2026",
    serial=218,
    template_version=1,
    template_digest="ab" * 32,
    facts_text="{}",
    issued_at=NOW,
    signer="wenxiu",
    window="02",
    copies=2,
    watermark="",
)
words = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("name", [field.name for field in fields(Document)])
def test_any_changed_field_changes_the_digest(name: str) -> None:
    value = getattr(DOCUMENT, name)
    other = value + (timedelta(microseconds=1) if name == "issued_at" else type(value)("1"))
    assert replace(DOCUMENT, **{name: other}).digest != DOCUMENT.digest


def test_the_digest_does_not_hang_on_the_zone_a_database_returns() -> None:
    assert replace(DOCUMENT, issued_at=NOW.astimezone(SHANGHAI)).digest == DOCUMENT.digest


def test_archived_bytes_are_intact_until_one_changes() -> None:
    paper = ArchivedPaper.of(1, b"%PDF-1.7 ...", "windowdesk 0.1", NOW)
    assert paper.is_intact
    assert not replace(paper, pdf=b"%PDF-1.7 ..,").is_intact


def test_every_state_of_a_print_is_named_and_can_be_left_save_that_of_void_papers() -> None:
    assert set(PRINT_LABEL) == set(PRINT_MOVES) == set(PrintState)
    assert [state for state in PrintState if not PRINT_MOVES[state]] == [PrintState.VOID]


def test_a_sheet_that_never_came_out_goes_back_by_one_step() -> None:
    for state in (PrintState.WAITING, PrintState.SPOOLED, PrintState.DONE):
        assert PrintState.NOT_PRINTED in PRINT_MOVES[state]
    assert PrintState.WAITING in PRINT_MOVES[PrintState.NOT_PRINTED]


@given(
    st.dictionaries(words, words),
    st.dictionaries(words, st.lists(st.dictionaries(words, words)).map(tuple)),
)
def test_facts_are_read_back_from_their_text(
    texts: dict[str, str], rows: dict[str, tuple[dict[str, str], ...]]
) -> None:
    facts = PaperFacts.of(texts, rows)
    again = PaperFacts.from_text(facts.to_text())
    assert again == facts
    assert again.to_text() == facts.to_text()


def test_facts_keep_no_tie_to_what_they_were_made_of() -> None:
    texts, row = {"applicant.name": "段桂兰"}, {"name": "户口簿"}
    facts = PaperFacts.of(texts, {"materials": (row,)})
    texts["applicant.name"] = row["name"] = "改了"
    assert facts.texts["applicant.name"] == "段桂兰"
    assert facts.rows["materials"][0]["name"] == "户口簿"
    with pytest.raises(TypeError):
        facts.texts["applicant.name"] = "改了"  # type: ignore[index]
