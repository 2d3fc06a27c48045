from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from windowdesk.ui.buttons import ButtonKind, ChipRow, Choice, KeyButton, Segments
from windowdesk.ui.date_field import DateField, read_date
from windowdesk.ui.fields import ChoiceField, LineField, SegmentField, TextField
from windowdesk.ui.theme import Theme

CHOICES = (Choice("a", "办不了"), Choice("b", "很难办"), Choice("c", "不给办"))


class TwoFields(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.first = LineField(theme, label="证件号码")
        self.second = LineField(theme, label="姓名")
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> TwoFields:
    window = TwoFields(theme)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.first.take_focus()
    return window


def digits_only(text: str) -> str:
    return "" if text.isdigit() else "只写数字。"


def test_nothing_is_judged_while_typing_but_on_leaving(page: TwoFields, qtbot: QtBot) -> None:
    page.first.check_with(digits_only)
    qtbot.keyClicks(page.first.edit, "12x")
    assert page.first.fault() == ""
    qtbot.keyClick(page.first.edit, Qt.Key.Key_Tab)
    assert page.first.fault() == "只写数字。"
    assert page.second.edit.hasFocus()


def test_a_fault_goes_as_soon_as_it_is_mended(page: TwoFields, qtbot: QtBot) -> None:
    page.first.check_with(digits_only)
    qtbot.keyClicks(page.first.edit, "x")
    page.first.check()
    assert page.first.fault()
    qtbot.keyClick(page.first.edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.first.edit, "1")
    assert page.first.fault() == ""


def test_a_fault_that_no_rule_made_goes_with_the_next_change(page: TwoFields, qtbot: QtBot) -> None:
    page.first.set_fault("这个号码已经登记过。")
    qtbot.keyClicks(page.first.edit, "1")
    assert page.first.fault() == ""


def test_enter_goes_on_to_the_next_field(page: TwoFields, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.first.entered):
        qtbot.keyClick(page.first.edit, Qt.Key.Key_Return)
    assert page.second.edit.hasFocus()


def test_fault_and_label_are_told_to_screen_readers(page: TwoFields) -> None:
    page.first.set_fault("少 8 位。")
    assert page.first.edit.accessibleName() == "证件号码"
    assert page.first.edit.accessibleDescription() == "少 8 位。"
    assert page.first.edit.property("state") == "error"


def test_setting_a_value_tells_nobody(page: TwoFields, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.first.edited):
        page.first.set_value("530399")
    assert page.first.value() == "530399"


def test_choice_keeps_its_value_through_new_entries(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, label="原因")
    qtbot.addWidget(field)
    field.set_choices(CHOICES)
    assert field.value() == ""
    field.set_value("b")
    field.set_choices(CHOICES[1:])
    assert field.value() == "b"
    field.set_choices(CHOICES[:1])
    assert field.value() == ""


def test_choice_tells_when_the_clerk_chooses(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme)
    qtbot.addWidget(field)
    field.set_choices(CHOICES)
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    assert told.args == ["a"]


def test_tab_leaves_a_text_and_ctrl_enter_goes_on(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme, label="我的意见")
    qtbot.addWidget(field)
    field.set_value("经审查")
    field.put_in("同意")
    assert "同意" in field.value()
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_arrows_choose_a_segment(theme: Theme, qtbot: QtBot) -> None:
    segments = Segments(theme)
    qtbot.addWidget(segments)
    segments.set_choices(CHOICES)
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.keyClick(segments._buttons[0], Qt.Key.Key_Right)
    assert told.args == ["b"]
    assert segments._buttons[1].isChecked()


def test_a_segment_field_holds_the_code(theme: Theme, qtbot: QtBot) -> None:
    field = SegmentField(theme, label="难度")
    qtbot.addWidget(field)
    field.set_choices(CHOICES)
    with qtbot.waitSignal(field.edited):
        field._segments._buttons[2].click()
    assert field.value() == "c"


def test_exactly_one_chip_is_on_and_survives_new_counts(theme: Theme, qtbot: QtBot) -> None:
    chips = ChipRow(theme)
    qtbot.addWidget(chips)
    chips.set_choices(CHOICES)
    assert chips.value() == "a"
    with qtbot.waitSignal(chips.chosen):
        chips._chips[2].click()
    chips.set_choices((*CHOICES[:2], Choice("c", "不给办 9")))
    assert chips.value() == "c"
    assert [chip.isChecked() for chip in chips._chips] == [False, False, True]


def test_a_button_has_room_for_its_key_and_says_it(theme: Theme, qtbot: QtBot) -> None:
    plain = KeyButton(theme, "不予受理")
    keyed = KeyButton(theme, "不予受理", "F7", ButtonKind.GRAVE)
    qtbot.addWidget(plain)
    qtbot.addWidget(keyed)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 20
    assert keyed.accessibleDescription() == "按键 F7"
    keyed.set_key("")
    assert keyed.accessibleDescription() == ""


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-9-20", date(2026, 9, 20)),
        ("2026.09.20", date(2026, 9, 20)),
        ("2026年9月20日", date(2026, 9, 20)),
        ("20260920", date(2026, 9, 20)),
        ("2026-2-30", None),
        ("9-20", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_type_them(text: str, on: date | None) -> None:
    assert read_date(text) == on


def test_arrows_step_a_date_from_today(theme: Theme, qtbot: QtBot) -> None:
    field = DateField(theme, label="收件日", today=date(2026, 9, 18))
    qtbot.addWidget(field)
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == "2026年9月18日"
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.day() == date(2026, 9, 17)
    field.set_value("2026-2-30")
    assert "没有这一天" in field.check()
