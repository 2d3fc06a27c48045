"""Events as evidence: canonical text, hash, and what a changed byte does."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CLERK, NOW
from windowdesk.domain.event import FIRST_LINK, Actor, CaseEvent
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.states import CaseState, Move


def event(*, at: datetime = NOW, cause: str = "", **detail: str) -> CaseEvent:
    return CaseEvent.record(
        case_id=7,
        seq=1,
        move=Move.RECEIVE,
        actor=CLERK,
        at=at,
        source=None,
        target=CaseState.RECEIVED,
        cause=cause,
        detail=detail,
        previous=FIRST_LINK,
    )


def test_the_text_is_canonical() -> None:
    text = (
        '{"actor":"wenxiu","at":"2026-11-20T02:42:00.000000+00:00","case":7,"cause":"收齐",'
        '"detail":{"a":"1","b":"2"},"from":null,"move":"receive","name":"李文秀",'
        f'"previous":"{FIRST_LINK}","seq":1,"to":"received","window":"02"}}'
    )
    first, second = event(cause="收齐", a="1", b="2"), event(cause="收齐", b="2", a="1")
    assert first.text == second.text == text
    assert first.hash == hashlib.sha256(text.encode()).hexdigest()


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    assert event(at=NOW.astimezone(SHANGHAI)).hash == event().hash


def test_a_time_without_a_zone_is_no_evidence() -> None:
    with pytest.raises(ValueError, match="zone"):
        event(at=datetime(2026, 11, 20, 10, 42))  # noqa: DTZ001  the very mistake


def test_duties_are_no_part_of_the_record() -> None:
    assert event().actor == Actor("wenxiu", "李文秀", "02")


@given(
    cause=st.text(),
    detail=st.dictionaries(st.text(min_size=1), st.text()),
    minutes=st.integers(-2_000_000, 2_000_000),
    offset=st.integers(-12, 12),
)
def test_an_event_is_read_back_from_its_text(
    cause: str, detail: dict[str, str], minutes: int, offset: int
) -> None:
    zone = timezone(timedelta(hours=offset))
    at = (NOW + timedelta(minutes=minutes)).astimezone(zone)
    written = CaseEvent.record(
        case_id=2**62,
        seq=3,
        move=Move.NOTE,
        actor=CLERK,
        at=at,
        source=CaseState.ACCEPTED,
        target=CaseState.ACCEPTED,
        cause=cause.encode("utf-8", "ignore").decode(),
        detail={
            k.encode("utf-8", "ignore").decode(): v.encode("utf-8", "ignore").decode()
            for k, v in detail.items()
        },
        previous="ab" * 32,
    )
    again = CaseEvent.from_text(written.text)
    assert again == written
    assert again.at == at.astimezone(UTC)


def test_any_changed_byte_changes_the_hash_or_spoils_the_text() -> None:
    whole = event(cause="收齐", number="990322103022026112000137")
    raw = whole.text.encode()
    for place in range(len(raw)):
        for flip in (0x01, 0x20, 0x80):
            changed = bytearray(raw)
            changed[place] ^= flip
            try:
                read = CaseEvent.from_text(bytes(changed).decode())
            except ValueError:
                continue
            assert read.hash != whole.hash


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "7", "{}", '{"from":null}', '"text"', event().text[:-1]]
)
def test_what_is_no_event_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  json has words of its own
        CaseEvent.from_text(text)


@pytest.mark.parametrize(
    "change", [('"to":"received"', '"to":"lost"'), ('"detail":{}', '"detail":5')]
)
def test_a_text_with_unknown_words_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  enums have words of their own
        CaseEvent.from_text(event().text.replace(*change))
