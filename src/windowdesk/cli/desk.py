"""Who runs a command, at which window, on which database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.domain.errors import DomainError
from windowdesk.services.session import Session
from windowdesk.settings import Settings, load_settings

USER_VARIABLE = "WINDOWDESK_USER"
PASSWORD_VARIABLE = "WINDOWDESK_PASSWORD"  # noqa: S105  the name of a variable, not a secret

_CHANGE_FIRST = "头一次登录，先换成自己的密码：windowdesk user password。换好再办。"

JsonFlag = Annotated[bool, typer.Option("--json", help="每行一个 JSON 对象")]
CaseArgument = Annotated[str, typer.Argument(help="办件编号，24 位，带不带横线都行")]


@dataclass(frozen=True)
class Desk:
    """The options that stand before a command."""

    data: Path | None
    user: str
    window: str

    @property
    def is_named(self) -> bool:
        """Tell whether it was said who runs the command."""
        return bool(self.user or os.environ.get(USER_VARIABLE))

    def settings(self) -> Settings:
        """Return the settings of this machine."""
        return load_settings(self.data)

    @contextmanager
    def session(self, *, own_password: bool = True) -> Iterator[Session]:
        """Log in and give back the connections afterwards.

        ``own_password``: whoever still has a temporary password is sent to change it first.
        """
        settings = self.settings()
        compose = lazy("app.compose")
        login = self.user or os.environ.get(USER_VARIABLE, "")
        if not login:
            raise DomainError("还没说是谁。加上 --user 工号。")
        house = compose.build_house(settings)
        window = self.window or settings.window
        session: Session = compose.log_in(house, login, password(), window)
        try:
            if own_password and session.account.must_change_password:
                raise DomainError(_CHANGE_FIRST, "password")
            yield session
        finally:
            session.close()


def password(prompt: str = "密码", variable: str = PASSWORD_VARIABLE) -> str:
    """Return the password from the environment, or ask for it without showing it."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    asked: str = typer.prompt(prompt, hide_input=True, err=True)
    return asked


def desk_of(context: typer.Context) -> Desk:
    """Return the desk that the options before the command describe."""
    found = context.find_object(Desk)
    assert found is not None  # noqa: S101  the callback of the root command puts it there
    return found
