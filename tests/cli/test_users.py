"""windowdesk user: accounts are made, listed, disabled; a first password is changed first."""

import pytest

from tests.cli.shell import Shell

NEW = "another-made-up-one"


@pytest.fixture
def admin(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("WINDOWDESK_NEW_PASSWORD", NEW)
    shell.user = "admin"
    return shell


def test_a_new_account_changes_its_password_before_it_works(admin: Shell) -> None:
    made = admin.done(
        "user", "add", "YL-0208", "沐小兰", "--role", "clerk", "--role", "issuer", "--json"
    ).one
    assert made == {
        "login": "yl-0208",
        "name": "沐小兰",
        "roles": ["clerk", "issuer"],
        "department": "",
        "active": True,
    }
    line = admin.refused("queue", user="yl-0208", password=NEW)
    assert line == "头一次登录，先换成自己的密码：windowdesk user password。换好再办。"
    admin.monkeypatch.setenv("WINDOWDESK_NEW_PASSWORD", "her-very-own")
    assert admin("user", "password", user="yl-0208", password=NEW).code == 0
    assert admin("queue", user="yl-0208", password="her-very-own").code == 0
    assert "账号或者密码不对" in admin.refused("queue", user="yl-0208", password=NEW)


def test_accounts_are_listed_with_their_duties(admin: Shell) -> None:
    accounts = {a["login"]: a for a in admin.done("user", "list", "--json").lines}
    assert accounts["reviewer"]["department"] == "民政办"
    assert accounts["all-round"]["roles"] == ["approver", "clerk"]
    assert "分管领导、综合窗口人员" in admin.done("user", "list").out


def test_a_disabled_account_stays_out_and_keeps_its_name(admin: Shell) -> None:
    assert admin.done("user", "disable", "clerk2", "--json").one["active"] is False
    assert "已经停用" in admin.refused("queue", user="clerk2")
    assert "已停用" in admin.done("user", "list").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "clerk", "重名", "--role", "clerk"), "已经有人用"),
        (("add", "robot", "机器", "--role", "system"), "system 是系统自己"),
        (("add", "9x", "数字", "--role", "clerk"), "小写英文字母开头"),
        (("add", "yl-0209", "沐\u200b小兰", "--role", "clerk"), "第 2 个字符看不见"),
        (("add", "yl-0209", "兰" * 101, "--role", "clerk"), "最多 100 个字"),
        (("disable", "nobody"), "没有 nobody 这个账号"),
        (("disable", "admin"), "最后一个系统管理员"),
        (("password", "nobody"), "没有 nobody 这个账号"),
    ],
)
def test_what_cannot_be_done_is_told(admin: Shell, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in admin.refused("user", *words)


def test_a_short_password_is_refused(admin: Shell) -> None:
    admin.monkeypatch.setenv("WINDOWDESK_NEW_PASSWORD", "short")
    assert "密码至少 8 位" in admin.refused("user", "password")


def test_an_administrator_resets_and_the_owner_changes_again(admin: Shell) -> None:
    answer = admin.done("user", "password", "CLERK2", "--json").one
    assert answer == {"login": "clerk2", "must_change_password": True}
    assert "先换成自己的密码" in admin.refused("queue", user="clerk2", password=NEW)
    assert "没有这项权限" in admin.refused("user", "password", "clerk2", user="clerk")
