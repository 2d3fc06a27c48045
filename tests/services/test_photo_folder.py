from pathlib import Path

import pytest

from tests.pictures import jpeg, png
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.photo_folder import Photo, PhotoFolder


def names(photos: tuple[Photo, ...]) -> list[str]:
    return [photo.path.name for photo in photos]


def test_only_what_came_since_and_grows_no_more_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "before.jpg").write_bytes(jpeg())
    folder = PhotoFolder(tmp_path)
    assert folder.look() == ()
    (tmp_path / "new.jpg").write_bytes(jpeg()[:50])
    (tmp_path / "note.txt").write_bytes(b"no photo")
    assert folder.look() == ()
    (tmp_path / "new.jpg").write_bytes(jpeg())
    assert folder.look() == ()
    assert names(folder.look()) == ["new.jpg"]
    assert names(folder.look()) == ["new.jpg"]


def test_what_was_taken_is_told_of_no_more_unless_it_is_another(tmp_path: Path) -> None:
    folder = PhotoFolder(tmp_path)
    folder.look()
    photo = tmp_path / "scan.PNG"
    photo.write_bytes(png())
    folder.look()
    folder.let_go(folder.look())
    assert folder.look() == ()
    photo.write_bytes(png(99))
    folder.look()
    assert names(folder.look()) == ["scan.PNG"]
    assert photo.exists()


def test_a_folder_that_is_gone_is_a_problem_of_the_surroundings(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="照片文件夹"):
        PhotoFolder(tmp_path / "gone").look()
