from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.services.drafts import Draft, DraftKind, draft_id_of
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import APPROVER
from windowdesk.ui.approval_drafts import OpinionDrafts
from windowdesk.ui.approval_opinion import OpinionText
from windowdesk.ui.draft_keeper import DraftKeeper
from windowdesk.ui.kit import Kit

A_CASE_ID = 2**53 + 1


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def session(desks: DemoDesks) -> Session:
    return desks.session(APPROVER)


def _lay(session: Session, draft_id: str, **values: str) -> Draft:
    draft = Draft(draft_id, session.account.login, session.window, NOW, values)
    session.drafts.save(draft)
    return draft


@pytest.mark.parametrize(
    ("draft_id", "kind", "name"),
    [
        ("application-8f00b204e9800998", DraftKind.APPLICATION, "8f00b204e9800998"),
        ("8f00b204e9800998", DraftKind.APPLICATION, "8f00b204e9800998"),
        ("opinion-9007199254740993", DraftKind.OPINION, "9007199254740993"),
        ("opinion", DraftKind.APPLICATION, "opinion"),
    ],
)
def test_an_identity_tells_the_kind_of_a_draft(draft_id: str, kind: DraftKind, name: str) -> None:
    draft = Draft(draft_id, "YL-0101", "02", NOW, {})
    assert (draft.kind, draft.name) == (kind, name)


def test_an_opinion_is_not_offered_as_an_application(
    kit: Kit, session: Session, qtbot: QtBot
) -> None:
    application = _lay(session, draft_id_of(DraftKind.APPLICATION, "one"), name="段桂兰")
    before_kinds = _lay(session, "8f00b204e9800998", name="龙开华")
    _lay(session, draft_id_of(DraftKind.OPINION, str(A_CASE_ID)), opinion="拟同意")
    desk = QObject()
    keeper = DraftKeeper(kit, session, dict, lambda: NOW, desk)
    with qtbot.waitSignal(keeper.found) as told:
        keeper.look()
    assert {draft.draft_id for draft in told.args[0]} == {
        application.draft_id,
        before_kinds.draft_id,
    }


def test_an_application_is_not_taken_for_an_opinion(kit: Kit, session: Session) -> None:
    text = OpinionText(opinion="拟同意")
    opinion = draft_id_of(DraftKind.OPINION, str(A_CASE_ID))
    _lay(session, draft_id_of(DraftKind.APPLICATION, "12"), **text.values())
    _lay(session, opinion, **text.values())
    drafts = OpinionDrafts(kit, session)
    drafts.restore()
    assert drafts.text_of(A_CASE_ID) == text
    assert drafts.text_of(12).is_empty
