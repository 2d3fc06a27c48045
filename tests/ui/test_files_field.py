"""A question of a form that is answered by files: attached from the field, picked by digits."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.pictures import jpeg, pdf
from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from tests.ui.test_forms import published
from windowdesk.forms.shown import shown_answers
from windowdesk.tools.demo_centre import CLERK
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.files_field import FilesField
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.theme import Theme

DOWN = Qt.Key.Key_Down


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    session = desks.session(CLERK)
    with session.database.unit_of_work() as uow:
        uow.items.add([published("food_workshop")])
        uow.commit()
    return sit_down(qtbot, theme, notifier, desks)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    scan, photo = tmp_path / "健康证1.pdf", tmp_path / "健康证2.jpg"
    scan.write_bytes(pdf(1))
    photo.write_bytes(jpeg())
    return scan, photo


def in_the_field(counter: Counter) -> FilesField:
    """Go to 健康证明 with all else filled in."""
    counter.enter(VILLAGERS[0].id_number)
    counter.press(ENTER, times=4)
    counter.enter("小作坊")
    situations = counter.desk.visit.situations
    for label in ("新办", "自有场所"):
        place = [line.situation.label for line in situations.lines.entries].index(label)
        situations.list.go_to(place)
        counter.press(Qt.Key.Key_Space)
    counter.all_present()
    form = counter.desk.visit.form
    village = counter.session.divisions.counties[0].towns[0].villages[0].code
    form.fields()["shop"].set_value("白石豆腐坊")
    form.fields()["place"].set_value(f"{village} 三组")
    form.fields()["foods"].set_value('[{"kind":"豆制品","name":"豆腐","output":"900"}]')
    form.fields()["staff"].set_value("3")
    field = form.fields()["health"]
    assert isinstance(field, FilesField)
    field.take_focus()
    return field


def attach(counter: Counter, path: Path) -> None:
    """Press Alt+F where the focus is and choose a file."""
    counter.press(Qt.Key.Key_F, ALT)
    dialog = counter.desk.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(path.parent))
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(f'"{path.name}"')
    counter.qtbot.keyClick(name, ENTER)
    counter.qtbot.waitUntil(lambda: counter.desk.findChild(QFileDialog) is None)
    counter.window.activateWindow()
    counter.qtbot.waitUntil(counter.window.isActiveWindow)


def test_a_file_attached_from_the_field_answers_the_question(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    field = in_the_field(counter)
    assert counter.where() == "健康证明 附文件"
    for path in files:
        attach(counter, path)
        field.take_focus()
    assert [chip.isChecked() for chip in field.chips] == [True, True]
    counter.type("1")
    assert not field.chips[0].isChecked()
    counter.press(DOWN)
    assert counter.where() == "健康证明 健康证2.jpg"
    counter.type("1")
    counter.desk.act()
    assert counter.receipts, [gap.text for gap in counter.desk.visit.gaps()]
    case = counter.session.lookup.case(counter.receipts[0].case_id).case
    words = dict(
        shown_answers(counter.session.forms.get("food_workshop"), case.application.answers)
    )
    assert words["健康证明"] == "健康证2.jpg、健康证1.pdf"
    stored = counter.session.attachments.of_case(case.case_id)
    assert [(one.original.name, one.original.material) for one in stored] == [
        ("健康证1.pdf", ""),
        ("健康证2.jpg", ""),
    ]


def test_a_picked_file_that_is_taken_away_again_is_asked_for(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    field = in_the_field(counter)
    attach(counter, files[0])
    desk = counter.desk
    (kept,) = counter.session.enclosures.of_draft(desk.files._keeper.draft_id)
    counter.session.enclosures.remove(desk.files._keeper.draft_id, kept.file_id)
    desk.files.look()
    desk.act()
    assert not counter.receipts
    assert field.fault() == "“健康证1.pdf”没有附上。按 Alt+F 附上，或不选它。"


def test_a_file_of_another_kind_than_the_form_takes_is_named(
    counter: Counter, tmp_path: Path
) -> None:
    field = in_the_field(counter)
    note = tmp_path / "说明.docx"
    with ZipFile(note, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    attach(counter, note)
    counter.desk.act()
    assert not counter.receipts
    assert field.fault() == "“说明.docx”不是能收的文件，收：pdf、jpg、png。"


def test_what_was_attached_to_a_material_can_answer_as_well(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    field = in_the_field(counter)
    counter.press(Qt.Key.Key_4, ALT)
    counter.desk.visit.materials.list.setFocus()
    attach(counter, files[1])
    assert [chip.isChecked() for chip in field.chips] == [False]
    counter.press(Qt.Key.Key_5, ALT)
    field.take_focus()
    counter.type("1")
    assert field.value() == '["健康证2.jpg"]'
