"""What a login may look like, on both databases alike."""

import re
from collections.abc import Collection, Iterable

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError

# A login is part of the name of a role on PostgreSQL, which holds 63 bytes together with the name
# of the database.
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,23}")

LOGIN_TAKEN = "账号 {login} 已经有人用。换一个。"
LAST_ADMIN = "这是最后一个系统管理员，不能停用。先另设一个管理员。"
DISABLED = "这个账号已经停用。需要办件，请管理员开通。"
LAST_DUTY = "这是最后一个系统管理员，去掉这个岗位就没人管系统了。先另设一个管理员。"
NO_ACCOUNT = "没有 {login} 这个账号。用 windowdesk user list 看有哪些。"


def require_login(login: str) -> None:
    """Raise DomainError unless ``login`` can be the name of an account."""
    if not _LOGIN.fullmatch(login):
        raise DomainError(
            "账号用小写英文字母开头，可以有数字、点、横线，2 至 24 位。换一个。", "login"
        )


def can_be_right(login: str, password: str) -> bool:
    """Tell whether it is worth asking a server; it takes an empty name for another one."""
    return bool(_LOGIN.fullmatch(login)) and bool(password) and "\0" not in password


def require_another_admin(accounts: Iterable[Account], login: str) -> None:
    """Raise DomainError if nobody but ``login`` administers the centre."""
    if _admins(accounts) == [login]:
        raise DomainError(LAST_ADMIN, "login")


def require_admin_stays(accounts: Iterable[Account], changed: Account) -> None:
    """Raise DomainError if a change would take the last administrator's duty from him."""
    if Role.ADMIN not in changed.roles and _admins(accounts) == [changed.login]:
        raise DomainError(LAST_DUTY, "roles")


def _admins(accounts: Iterable[Account]) -> list[str]:
    return [one.login for one in accounts if one.active and Role.ADMIN in one.roles]


def require_roles(roles: Collection[Role]) -> None:
    """Raise DomainError if an account would have nothing to do."""
    if not roles:
        raise DomainError("账号还没有岗位。至少选一个。", "roles")
