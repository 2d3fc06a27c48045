"""Drafts of the acceptance desk, and what changes under a clerk's hands."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.domain.materials import MaterialState
from windowdesk.tools.demo_centre import ISSUER
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.theme import Theme

KNOWN = VILLAGERS[0]
F2, F5, F9 = Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F9


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def _half_filled(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("两补")
    counter.type("13")
    counter.press(ENTER)
    counter.press(ENTER)
    counter.type("qn")
    counter.enter("明天送来")


def _drafts(counter: Counter) -> int:
    return len(counter.session.drafts.all(counter.session.account.login))


def test_leaving_a_field_saves_what_was_typed(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    (draft,) = counter.session.drafts.all(counter.session.account.login)
    assert draft.values["applicant.id_number"] == KNOWN.id_number
    assert counter.desk.draft_text.text() == "草稿已存 10:24"


def test_typing_is_saved_within_two_seconds_without_leaving(counter: Counter) -> None:
    counter.type("9903")
    counter.qtbot.waitUntil(lambda: _drafts(counter) == 1, timeout=5_000)


def test_a_new_start_offers_the_draft_and_goes_on_with_all_of_it(
    counter: Counter, qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    _half_filled(counter)
    counter.desk.drafts.keeper.save()
    counter.window.close()
    again = sit_down(qtbot, theme, RecordingNotifier(), desks)
    offered = again.desk.pane.offer
    assert offered.accessibleName() == "有一份没办完的：段桂兰 残疾人两项补贴，10:24"
    again.press(Qt.Key.Key_R, ALT)
    visit = again.desk.visit
    assert visit.person.name.value() == "段桂兰"
    assert visit.item is not None
    assert len(visit.situations.codes()) == 2
    states = [line.handed.state for line in visit.materials.lines.entries[:3]]
    assert states == [MaterialState.PRESENT, MaterialState.MISSING, MaterialState.UNCHECKED]
    assert visit.materials.lines.entries[1].handed.note == "明天送来"
    assert again.desk.stack.active == 3


def test_f2_puts_the_draft_by_and_begins_anew(counter: Counter) -> None:
    _half_filled(counter)
    counter.press(F2)
    assert counter.desk.visit.is_empty
    assert counter.where() == "证件号码"
    assert counter.desk.pane.offer.draft is not None
    counter.enter(VILLAGERS[1].id_number)
    assert _drafts(counter) == 2


def test_a_draft_that_is_not_wanted_goes(counter: Counter) -> None:
    _half_filled(counter)
    counter.press(F2)
    counter.desk.pane.offer.drop_button.setFocus()
    counter.press(Qt.Key.Key_Delete)
    assert _drafts(counter) == 0
    assert counter.desk.pane.offer.draft is None


def test_a_list_that_changed_keeps_everything_and_f5_takes_the_new_one(
    counter: Counter, desks: DemoDesks
) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("生育登记")
    counter.all_present()
    counter.enter("已登记")
    item = counter.desk.visit.item
    assert item is not None
    with counter.session.database.unit_of_work() as uow:
        uow.items.add([replace(item, version=2, materials=item.materials[:-1])])
        uow.commit()
    counter.press(F9)
    assert counter.receipts == []
    assert "办理要求刚改过" in counter.desk.visit.item_step.search.fault()
    assert counter.desk.visit.person.name.value() == "段桂兰"
    counter.press(F5)
    assert counter.desk.visit.item == replace(item, version=2, materials=item.materials[:-1])
    counter.press(F9)
    assert len(counter.receipts) == 1


def test_another_desk_was_quicker(counter: Counter) -> None:
    counter.press(Qt.Key.Key_D, ALT)
    counter.press(ENTER)
    case = counter.desk.visit.case
    assert case is not None
    counter.all_present()
    materials = counter.desk.visit.materials.materials()
    counter.session.acceptance.accept(case.case_id, materials)
    counter.press(F9)
    assert counter.receipts == []
    assert "刚被别人办过" in counter.notifier.banners["problem"].title


def test_who_may_not_accept_is_told_who_may(
    qtbot: QtBot, theme: Theme, kit: Kit, desks: DemoDesks
) -> None:
    session = desks.session(ISSUER)
    own = Kit(theme, kit.assets, kit.tasks, kit.notifier)
    desk = AcceptanceDesk(own, session, PrintWatch(own, session))
    qtbot.addWidget(desk)
    desk.show()
    assert not desk.pane.act_button.isEnabled()
    assert desk.pane.gap.text == "只有综合窗口人员能受理。"
