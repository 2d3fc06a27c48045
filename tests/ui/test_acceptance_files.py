"""Electronic copies at the acceptance desk: attached to a material, safe before F9."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.pictures import jpeg, pdf, png
from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from tests.ui.dropping import drop
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.photo_folder import PhotoFolder
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.acceptance_files import DeskFiles
from windowdesk.ui.file_sheet import FileSheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.tasks import RunOnCall
from windowdesk.ui.theme import Theme

KNOWN = VILLAGERS[0]
F2, F9 = Qt.Key.Key_F2, Qt.Key.Key_F9
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    scan, photo = tmp_path / "户口簿.pdf", tmp_path / "残疾人证.jpg"
    scan.write_bytes(pdf(2))
    photo.write_bytes(jpeg())
    return scan, photo


def in_materials(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("两补")
    counter.type("13")
    counter.press(Qt.Key.Key_4, ALT)
    counter.desk.visit.materials.list.go_to(1)
    counter.desk.visit.materials.list.setFocus()


def in_materials_of_a_birth(counter: Counter) -> None:
    """Type all that a receipt asks for; the materials are still open."""
    counter.enter(KNOWN.id_number)
    counter.choose_item("生育登记")
    counter.desk.visit.form.fields()["decision.content"].set_value("已登记")
    counter.press(Qt.Key.Key_4, ALT)
    counter.desk.visit.materials.list.go_to(1)


def attached(counter: Counter) -> list[int]:
    return [line.attached for line in counter.desk.visit.materials.lines.entries]


def put_on_clipboard(*paths: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(carried)


def sheet_of(counter: Counter) -> FileSheet:
    sheet = counter.window.findChild(FileSheet)
    assert isinstance(sheet, FileSheet)
    return sheet


def test_alt_f_attaches_the_chosen_files_to_the_material_that_is_chosen(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    counter.press(Qt.Key.Key_F, ALT)
    dialog = counter.desk.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "选电子件，可以选几份"
    dialog.setDirectory(str(files[0].parent))
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(f'"{files[0].name}" "{files[1].name}"')
    counter.qtbot.keyClick(name, ENTER)
    assert attached(counter)[:3] == [0, 2, 0]
    assert counter.notifier.lines[-1] == "已附“残疾人证.jpg”。"


def test_files_dropped_on_a_row_belong_to_its_material(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    rows = counter.desk.visit.materials.list
    third = rows.visualRect(rows.model().index(2, 0)).center()
    drop(rows.viewport(), third, *files)
    assert attached(counter)[2] == 2
    assert rows.place == 2


def test_files_dropped_on_the_sheet_belong_to_the_chosen_material(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    drop(counter.desk, QPoint(5, 5), files[0])
    assert attached(counter)[1] == 1


def test_ctrl_v_attaches_a_picture_or_files_of_the_clipboard(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)
    counter.press(Qt.Key.Key_V, CTRL)
    put_on_clipboard(files[0])
    counter.press(Qt.Key.Key_V, CTRL)
    assert attached(counter)[1] == 2
    assert "已附“粘贴的图片.png”。" in counter.notifier.lines


def test_an_empty_clipboard_is_said(counter: Counter) -> None:
    in_materials(counter)
    QGuiApplication.clipboard().clear()
    counter.press(Qt.Key.Key_V, CTRL)
    assert counter.notifier.lines[-1].startswith("剪贴板里没有图片或文件")


def test_what_is_not_taken_is_said_and_the_others_go_on(
    counter: Counter, files: tuple[Path, Path], tmp_path: Path
) -> None:
    program = tmp_path / "户口簿.exe.jpg"
    program.write_bytes(b"MZ")
    in_materials(counter)
    drop(counter.desk, QPoint(5, 5), files[0], program, tmp_path / "没有.jpg", files[1])
    assert attached(counter)[1] == 2
    assert "没有.jpg" in counter.notifier.banners["warn"].title


def test_the_same_file_twice_is_said_and_kept_once(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    for _ in range(2):
        drop(counter.desk, QPoint(5, 5), files[0])
    assert attached(counter)[1] == 1
    assert "早就附过了" in counter.notifier.lines[-1]


def test_before_an_item_is_chosen_nothing_is_attached(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    drop(counter.desk, QPoint(5, 5), files[0])
    assert counter.notifier.lines[-1] == "先选事项，再附电子件。"
    counter.press(Qt.Key.Key_F, ALT)
    assert counter.desk.findChild(QFileDialog) is None


def test_f9_stores_the_files_with_the_case_and_clears_the_desk(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials_of_a_birth(counter)
    drop(counter.desk, QPoint(5, 5), *files)
    counter.press(Qt.Key.Key_S, ALT)
    (receipt,) = counter.receipts
    filed = counter.session.attachments.of_case(receipt.case_id)
    assert [one.original.name for one in filed] == ["户口簿.pdf", "残疾人证.jpg"]
    codes = {one.original.material for one in filed}
    listed = counter.session.lookup.case(receipt.case_id).case.application.materials
    assert codes == {listed[1].code}
    assert listed[1].files == 2
    assert counter.session.drafts.all(counter.session.account.login) == ()
    in_materials(counter)
    assert sum(attached(counter)) == 0


def test_the_files_come_back_with_the_draft_after_a_crash(
    qtbot: QtBot,
    theme: Theme,
    desks: DemoDesks,
    counter: Counter,
    files: tuple[Path, Path],
) -> None:
    in_materials_of_a_birth(counter)
    drop(counter.desk, QPoint(5, 5), *files)
    counter.window.close()
    again = sit_down(qtbot, theme, RecordingNotifier(), desks)
    again.press(Qt.Key.Key_R, ALT)
    assert attached(again)[1] == 2
    again.desk.visit.form.fields()["decision.content"].set_value("已登记")
    again.press(Qt.Key.Key_S, ALT)
    filed = again.session.attachments.of_case(again.receipts[0].case_id)
    assert [one.original.name for one in filed] == ["户口簿.pdf", "残疾人证.jpg"]


def test_put_by_and_gone_on_with_the_files_stay_with_their_visitor(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    drop(counter.desk, QPoint(5, 5), files[0])
    counter.press(F2)
    in_materials(counter)
    assert sum(attached(counter)) == 0
    counter.press(F2)
    counter.press(Qt.Key.Key_R, ALT)
    assert sum(attached(counter)) in {0, 1}
    drafts = counter.session.drafts.all(counter.session.account.login)
    kept = [len(counter.session.enclosures.of_draft(draft.draft_id)) for draft in drafts]
    assert sorted(kept) == [0, 1]


def test_f9_waits_for_a_file_that_is_on_its_way(
    qtbot: QtBot, theme: Theme, desks: DemoDesks, files: tuple[Path, Path]
) -> None:
    tasks, notifier = RunOnCall(), RecordingNotifier()
    counter = sit_down(qtbot, theme, notifier, desks, tasks)
    for _ in range(3):
        tasks.finish()
    in_materials_slowly(counter, tasks)
    drop(counter.desk, QPoint(5, 5), *files)
    counter.press(Qt.Key.Key_S, ALT)
    assert notifier.banners["problem"].title == "还有 2 份电子件正在存。存好了再办一次。"
    while tasks.waiting:
        tasks.finish()
    assert attached(counter)[1] == 2
    counter.press(Qt.Key.Key_S, ALT)
    while not counter.receipts:
        tasks.finish()
    assert len(counter.session.attachments.of_case(counter.receipts[0].case_id)) == 2


def in_materials_slowly(counter: Counter, tasks: RunOnCall) -> None:
    counter.enter(KNOWN.id_number)
    tasks.finish()
    counter.choose_item("生育登记")
    tasks.finish()
    counter.desk.visit.form.fields()["decision.content"].set_value("已登记")
    counter.press(Qt.Key.Key_4, ALT)
    counter.desk.visit.materials.list.go_to(1)


def test_a_file_for_a_received_case_goes_into_the_case_at_once(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials_of_a_birth(counter)
    counter.press(Qt.Key.Key_S, ALT)
    case_id = counter.receipts[0].case_id
    counter.desk.open_received(case_id)
    counter.desk.visit.materials.list.go_to(1)
    drop(counter.desk, QPoint(5, 5), files[0])
    assert [one.original.name for one in counter.session.attachments.of_case(case_id)] == [
        "户口簿.pdf"
    ]
    assert attached(counter)[1] == 1
    counter.all_present()
    counter.press(F9)
    assert len(counter.receipts) == 2


def test_alt_e_shows_what_is_attached_and_delete_takes_it_away(
    counter: Counter, files: tuple[Path, Path]
) -> None:
    in_materials(counter)
    drop(counter.desk, QPoint(5, 5), *files)
    counter.press(Qt.Key.Key_E, ALT)
    sheet = sheet_of(counter)
    assert [entry.name for entry in sheet.lines.entries] == ["户口簿.pdf", "残疾人证.jpg"]
    assert sheet.where.text() == "第 1 页，共 2 页"
    counter.press(Qt.Key.Key_Delete)
    assert [entry.name for entry in sheet.lines.entries] == ["残疾人证.jpg"]
    counter.press(Qt.Key.Key_Escape)
    assert attached(counter)[1] == 1


def test_a_new_photo_in_the_watched_folder_is_attached_by_one_key(
    counter: Counter, tmp_path: Path
) -> None:
    watched = tmp_path / "photos"
    watched.mkdir()
    (watched / "old.jpg").write_bytes(png())
    folder = PhotoFolder(watched)
    photos = watch(counter.desk.files, folder)
    in_materials(counter)
    (watched / "IMG_1.jpg").write_bytes(jpeg())
    photos.look()
    assert "photos" not in counter.notifier.banners
    photos.look()
    banner = counter.notifier.banners["photos"]
    name = counter.desk.visit.materials.lines.entries[1].handed.name
    assert (banner.title, banner.text) == ("有新照片：IMG_1.jpg", f"附到“{name}”。")
    counter.press(Qt.Key.Key_X, ALT)
    assert "photos" not in counter.notifier.banners
    assert attached(counter)[1] == 1
    photos.look()
    assert "photos" not in counter.notifier.banners
    assert (watched / "IMG_1.jpg").exists()


def test_a_photo_of_the_last_visitor_is_not_offered_for_the_next(
    counter: Counter, tmp_path: Path
) -> None:
    watched = tmp_path / "photos"
    watched.mkdir()
    photos = watch(counter.desk.files, PhotoFolder(watched))
    (watched / "IMG_1.jpg").write_bytes(jpeg())
    for _ in range(2):
        photos.look()
    in_materials(counter)
    photos.look()
    assert "photos" not in counter.notifier.banners


def watch(files: DeskFiles, folder: PhotoFolder) -> "PhotosOf":
    photos = PhotosOf(files, folder)
    photos.look()
    return photos


class PhotosOf:
    """Lets a test look into a folder without waiting for the clock."""

    def __init__(self, files: DeskFiles, folder: PhotoFolder) -> None:
        files.photos._folder = folder
        self._files = files

    def look(self) -> None:
        self._files.photos.look()


def test_a_folder_that_is_gone_is_said_once(tmp_path: Path) -> None:
    folder = PhotoFolder(tmp_path / "gone")
    with pytest.raises(EnvironmentProblem, match="不再看新照片"):
        folder.look()
