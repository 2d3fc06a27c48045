from dataclasses import fields, replace
from datetime import timedelta

import pytest

from tests.factories import NOW
from windowdesk.domain.attachment import (
    CASE_LIMIT,
    FILE_LIMIT,
    Attachment,
    Grade,
    file_name,
    filed,
    files_of,
    megabytes,
    require_room,
    require_small,
)
from windowdesk.domain.errors import DomainError
from windowdesk.domain.media import JPEG, PDF

FIRST = Attachment(
    attachment_id=1,
    case_id=7,
    centre="990322103",
    material="form",
    name="申请表.jpg",
    sha256="a" * 64,
    media=JPEG.code,
    size=10,
    pages=1,
    grade=Grade.UPLOADED,
    derived_from=None,
    login="clerk",
    person="代永芳",
    window="01",
    at=NOW,
)
STAMPED = replace(
    FIRST, attachment_id=2, sha256="b" * 64, grade=Grade.CHECKED, derived_from=1, media=PDF.code
)
OTHER = replace(FIRST, attachment_id=3, material="")
VOID = replace(OTHER, attachment_id=4, grade=Grade.VOID, derived_from=3)


def test_the_digest_covers_every_field() -> None:
    changed = {
        "at": NOW + timedelta(seconds=1),
        "grade": Grade.ISSUED,
        "derived_from": 9,
        **dict.fromkeys(("attachment_id", "case_id", "size", "pages"), 99),
        **dict.fromkeys(("centre", "material", "name", "sha256", "media"), "other"),
        **dict.fromkeys(("login", "person", "window"), "other"),
    }
    assert set(changed) == {field.name for field in fields(Attachment)}
    digests = {replace(FIRST, **{name: value}).digest for name, value in changed.items()}
    assert len(digests | {FIRST.digest}) == len(changed) + 1


def test_a_stamped_copy_belongs_to_the_file_that_it_was_made_of() -> None:
    (one,) = filed([STAMPED, FIRST])
    assert (one.original, one.grade, one.stamped) == (FIRST, Grade.CHECKED, STAMPED)


def test_a_file_attached_by_mistake_stays_in_the_list_and_is_not_counted() -> None:
    rows = (FIRST, STAMPED, OTHER, VOID)
    assert [one.is_void for one in filed(rows)] == [False, True]
    assert files_of("form", rows) == 1
    assert files_of("", rows) == 0


def test_a_void_stamped_file_keeps_its_copy_in_sight() -> None:
    (one,) = filed([FIRST, STAMPED, replace(VOID, derived_from=1)])
    assert one.is_void
    assert one.stamped == STAMPED


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("户口簿.jpg", "户口簿.jpg"),
        ("户口簿.JPEG", "户口簿.JPEG"),
        ("户口簿.pdf", "户口簿.jpg"),
        ("C:\\扫描\\户口簿.exe", "户口簿.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("2026.11.20 户口簿", "2026.11.20 户口簿.jpg"),
        ("a\u202egpj.exe\n", "agpj.jpg"),
        ("", "未命名.jpg"),
        ("///", "未命名.jpg"),
        (f"{'长' * 300}.jpg", f"{'长' * 100}.jpg"),
    ],
)
def test_a_name_has_no_folder_no_odd_sign_and_the_true_suffix(typed: str, stored: str) -> None:
    assert file_name(typed, JPEG) == stored


def test_limits_are_said_with_what_to_do() -> None:
    require_small(FILE_LIMIT, "图")
    require_room(CASE_LIMIT - 5, 5, "图")
    with pytest.raises(DomainError, match=r"“图”有 20.0 MB，一个文件最多 20 MB.*200 dpi"):
        require_small(FILE_LIMIT + 1, "图")
    with pytest.raises(DomainError, match=r"一件最多附 200 MB，已有 200.0 MB"):
        require_room(CASE_LIMIT, 1, "图")


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 KB"), (2048, "2 KB"), (1572864, "1.5 MB"), (FILE_LIMIT, "20.0 MB")]
)
def test_sizes_are_said_as_people_do(size: int, said: str) -> None:
    assert megabytes(size) == said
