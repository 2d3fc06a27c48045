from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import Desks, SettableClock, make_founding, sqlite_desks
from tests.factories import PASSWORD, make_account
from tests.persistence.acts import accept
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.persistence.founding import found_sqlite
from windowdesk.persistence.passwords import MOST_TRIES, PasswordCheck
from windowdesk.persistence.sqlite_accounts import SqliteLogin

NEW_PASSWORD = "another-made-up-one"


def refused(desks: Desks, login: str, password: str) -> str:
    with pytest.raises(DomainError) as caught:
        desks.gate.log_in(login, password)
    return caught.value.text


def test_who_comes_through_is_the_account(desks: Desks) -> None:
    account, database = desks.session(Role.REVIEWER)
    assert account == make_account(Role.REVIEWER)
    with database.reading() as uow:
        assert uow.centre() == desks.centre


@pytest.mark.parametrize(
    ("login", "password"),
    [("clerk", "wrong"), ("nobody", PASSWORD), ("", ""), ("clerk", "x" * 10_000), ("'", "\0")],
)
def test_wrong_logins_are_refused_alike(desks: Desks, login: str, password: str) -> None:
    assert refused(desks, login, password).startswith("账号或者密码不对。")


def test_tries_are_counted_and_then_locked(sqlite: Desks) -> None:
    for left in range(MOST_TRIES - 1, 0, -1):
        assert f"还可以试 {left} 次" in refused(sqlite, "clerk", "wrong")
    assert "锁定 10 分钟" in refused(sqlite, "clerk", "wrong")
    assert "还要锁 10 分钟" in refused(sqlite, "clerk", PASSWORD)
    assert sqlite.clock is not None
    sqlite.clock.go_on(timedelta(minutes=9, seconds=30))
    assert "还要锁 1 分钟" in refused(sqlite, "clerk", PASSWORD)
    sqlite.clock.go_on(timedelta(minutes=1))
    assert f"还可以试 {MOST_TRIES - 1} 次" in refused(sqlite, "clerk", "wrong")
    sqlite.log_in()
    assert f"还可以试 {MOST_TRIES - 1} 次" in refused(sqlite, "clerk", "wrong")


def test_a_lock_set_by_a_wrong_clock_is_let_go(sqlite: Desks) -> None:
    for _ in range(MOST_TRIES):
        refused(sqlite, "clerk", "wrong")
    assert sqlite.clock is not None
    sqlite.clock.set_to(sqlite.clock.wall - timedelta(days=30))
    sqlite.log_in()


def test_an_administrator_frees_a_locked_account(sqlite: Desks) -> None:
    for _ in range(MOST_TRIES):
        refused(sqlite, "clerk", "wrong")
    sqlite.log_in(Role.ADMIN).accounts.set_password("clerk", NEW_PASSWORD, must_change=True)
    account, database = sqlite.gate.log_in("clerk", NEW_PASSWORD)
    database.close()
    assert account.must_change_password


def test_an_unknown_login_costs_as_much_as_a_wrong_password(sqlite: Desks) -> None:
    hashed: list[str] = []

    class Counting(PasswordCheck):
        def verify(self, stored: str | None, password: str) -> bool:
            hashed.append(password)
            return super().verify(stored, password)

    database = sqlite.log_in()
    login = SqliteLogin(
        database._desk.writer, database._desk.reader, Counting(), SettableClock().source
    )
    for name in ("clerk", "nobody"):
        with pytest.raises(DomainError):
            login.log_in(name, "wrong")
    assert len(hashed) == 2


def test_a_hash_is_argon2id_with_the_strength_of_the_rfc() -> None:
    assert PasswordCheck().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_accounts_are_added_changed_and_disabled(desks: Desks) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    new = replace(
        make_account(Role.CLERK, "duan.yulan", "段玉兰"),
        roles=frozenset((Role.CLERK, Role.ISSUER)),
        must_change_password=True,
    )
    accounts.add(new, PASSWORD)
    assert accounts.get("duan.yulan") == new
    assert new in accounts.all()
    account, database = desks.gate.log_in("duan.yulan", PASSWORD)
    assert account.must_change_password
    database.accounts.set_password("duan.yulan", NEW_PASSWORD, must_change=False)
    database.close()
    assert "账号或者密码不对" in refused(desks, "duan.yulan", PASSWORD)
    again, database = desks.gate.log_in("duan.yulan", NEW_PASSWORD)
    database.close()
    assert not again.must_change_password
    accounts.disable("duan.yulan")
    assert not accounts.get("duan.yulan").active
    assert "停用" in refused(desks, "duan.yulan", NEW_PASSWORD)


@pytest.mark.parametrize(
    ("account", "password", "told"),
    [
        (make_account(Role.CLERK), PASSWORD, "已经有人用"),
        (make_account(Role.CLERK, "Duan"), PASSWORD, "小写英文字母"),
        (make_account(Role.CLERK, 'a"; drop'), PASSWORD, "小写英文字母"),
        (make_account(Role.CLERK, "段玉兰"), PASSWORD, "小写英文字母"),
        (make_account(Role.CLERK, "d" * 25), PASSWORD, "2 至 24 位"),
        (replace(make_account(Role.CLERK, "duan"), roles=frozenset()), PASSWORD, "岗位"),
        (make_account(Role.CLERK, "duan"), "short", "至少 8 位"),
        (make_account(Role.CLERK, "duan"), "x" * 201, "最多 200 位"),
    ],
)
def test_an_account_that_does_not_fit_is_refused(
    desks: Desks, account: Account, password: str, told: str
) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    with pytest.raises(DomainError, match=told):
        accounts.add(account, password)
    assert len(accounts.all()) == len(Role)


def test_the_last_administrator_stays(desks: Desks) -> None:
    accounts = desks.log_in(Role.ADMIN).accounts
    with pytest.raises(DomainError, match="最后一个系统管理员"):
        accounts.disable("admin")
    with pytest.raises(DomainError, match="没有 nobody 这个账号"):
        accounts.disable("nobody")
    with pytest.raises(DomainError, match="没有 nobody 这个账号"):
        accounts.set_password("nobody", PASSWORD, must_change=False)


def test_a_centre_is_founded_whole_or_not_at_all(tmp_path: Path) -> None:
    founding = replace(make_founding(), accounts=((make_account(), "short"),))
    with pytest.raises(DomainError):
        found_sqlite(tmp_path / "centre.db", founding)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DomainError, match="系统管理员"):
        found_sqlite(tmp_path / "centre.db", replace(founding, accounts=()))
    assert list(tmp_path.iterdir()) == []
    sqlite_desks(tmp_path).log_in().close()
    assert [path.name for path in tmp_path.iterdir()] == ["centre.db"]
    with pytest.raises(EnvironmentProblem, match="已经有一个文件"):
        sqlite_desks(tmp_path)


def test_a_desk_hears_of_others(desks: Desks) -> None:
    mine, other = desks.log_in(), desks.log_in(Role.CLERK)
    before = mine.lists.change_mark()
    assert mine.lists.change_mark() == before
    accept(other)
    # A message may come a moment after the commit; the mark itself never waits.
    for _ in range(100_000):
        if mine.lists.change_mark() != before:
            break
    assert mine.lists.change_mark() != before
