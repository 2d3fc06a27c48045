"""Bundles as content: what is shipped is in order, what is faulty is told with its line."""

from pathlib import Path

import pytest

from windowdesk.assets import Assets
from windowdesk.domain.item_kinds import ItemState
from windowdesk.services.bundle_file import BundleFaulty, read_bundle
from windowdesk.services.bundle_shelf import BundleShelf
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.content_check import ContentCheck

SOUND = """name = "两件事"
plain_words = ["两件"]

[[situation]]
code = "low"
label = "低保"
same = ["allowance.低保家庭"]

[[member]]
key = "card"
label = "残疾人证"
items = "残疾人证新办"

[[member]]
key = "allowance"
label = "两项补贴"
items = ["困难残疾人生活补贴和重度残疾人护理补贴"]
given = ["首次申请"]

[[material]]
name = "身份证"
same = ["card.居民身份证", "allowance.身份证"]

[[result]]
material = "allowance.第二代中华人民共和国残疾人证"
member = "card"
"""


def check(folder: Path, text: str) -> list[str]:
    path = folder / "two.toml"
    path.write_text(text, encoding="utf-8")
    return [problem.sentence for problem in ContentCheck(Assets()).files([path])]


def test_what_is_shipped_is_in_order() -> None:
    shelf = BundleShelf(Assets())
    assert shelf.faulty == ()
    assert [one.code for one in shelf.all()] == ["afterlife", "birth", "disability", "old_age"]
    assert ContentCheck(Assets()).files(shelf.paths()) == ()


def test_three_bundles_can_be_accepted_in_the_demo_centre() -> None:
    items = load_catalogue(Assets(), demo=True)
    published = {item.name for item in items if item.state is ItemState.PUBLISHED}
    usable = [
        bundle.name
        for bundle in BundleShelf(Assets()).all()
        if sum(bool(published & set(member.items)) for member in bundle.members) >= 2
    ]
    assert usable == ["公民身后一件事", "残疾人服务一件事", "高龄老人服务一件事"]


def test_a_sound_file_has_no_fault(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "两件事"', "", "缺 name"),
        ('key = "card"', 'key = "Card 1"', "第 10 行"),
        ('label = "残疾人证"', 'label = "一个长得放不下的短名"', "label 太长。最多 8 个字"),
        ('key = "allowance"', 'key = "card"', "“card”前面已经有了"),
        ('items = "残疾人证新办"', 'items = "没有的事项"', "第 12 行：事项库里没有“没有的事项”"),
        ('given = ["首次申请"]', 'given = ["二次申请"]', "“两项补贴”没有情形“二次申请”"),
        ('given = ["首次申请"]', 'when = "rich"', "没有共同情形“rich”。有的是：low"),
        ('"card.居民身份证"', '"card.护照"', "第 22 行：“残疾人证”没有材料“护照”"),
        ('"card.居民身份证"', '"居民身份证"', "“居民身份证”要写成 成员.名称"),
        ('"allowance.低保家庭"', '"allowance.富户"', "没有情形“富户”"),
        ('member = "card"', 'member = "house"', "没有成员“house”。有的是：card、allowance"),
        (
            'same = ["card.居民身份证", "allowance.身份证"]',
            'same = ["card.居民身份证"]',
            "至少写两个",
        ),
        ('plain_words = ["两件"]', 'plain_word = ["两件"]', "里不认得“plain_word”"),
        ("[[result]]", "[[result", "照着别的表单改"),
    ],
)
def test_a_fault_is_told_with_what_to_write(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in SOUND
    told = check(tmp_path, SOUND.replace(before, after, 1))
    assert any(said in sentence for sentence in told), told


def test_answers_that_leave_a_question_of_an_item_open_are_told(tmp_path: Path) -> None:
    half = SOUND.replace(
        'label = "低保"\nsame = ["allowance.低保家庭"]',
        'label = "重度"\nsame = ["allowance.一级、二级（重度）"]',
    )
    (told,) = check(tmp_path, half)
    assert "两项补贴办不了" in told
    assert "还没选“残疾等级”" in told


def test_a_bundle_wants_two_members() -> None:
    with pytest.raises(BundleFaulty) as caught:
        read_bundle("one.toml", 'name = "一件"\n[[member]]\nkey="a"\nlabel="甲"\nitems="甲"\n')
    assert "至少要有两个成员" in caught.value.text


def test_a_file_that_is_no_text_is_told_and_the_others_stay(tmp_path: Path) -> None:
    own = tmp_path / "resources" / "bundles"
    own.mkdir(parents=True)
    (own / "birth.toml").write_bytes(b"\xff\xfe")
    shelf = BundleShelf(Assets(tmp_path))
    assert "birth" not in [one.code for one in shelf.all()]
    assert len(shelf.faulty) == 1
    assert [one.file for one in ContentCheck(Assets(tmp_path)).files(shelf.paths())] == [
        "birth.toml"
    ]


def test_a_centre_lays_its_own_bundle_over_ours(tmp_path: Path) -> None:
    own = tmp_path / "resources" / "bundles"
    own.mkdir(parents=True)
    (own / "birth.toml").write_text(SOUND, encoding="utf-8")
    birth = BundleShelf(Assets(tmp_path)).get("birth")
    assert birth is not None
    assert birth.name == "两件事"
