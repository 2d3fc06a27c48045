"""Connections to a PostgreSQL server: how they are made, checked and watched."""

import selectors
from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import pq
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.persistence.dialect import AWAY
from windowdesk.persistence.logins import DISABLED
from windowdesk.persistence.opening import UNSAFE
from windowdesk.persistence.passwords import CHECK_AGAIN
from windowdesk.persistence.schema import SCHEMA

_LEAST_VERSION = 150_000
_KNOWS_REQUIRE_AUTH = 160_000  # of the client library
_AT_ONCE = 5  # connections that wait for a desk; more are made while they are needed

_TOO_OLD = "服务器上的 PostgreSQL 太旧，要 15 或更新的版本。请管理员升级。"
_BAD_URL = "数据库地址写错了：{url}。照 postgresql://服务器/数据库 的样子改。"


@dataclass(frozen=True)
class ServerAddress:
    """Where the database is, without saying who comes."""

    url: URL

    @staticmethod
    def read(text: str) -> "ServerAddress":
        """Read an address; EnvironmentProblem if it is none."""
        try:
            url = make_url(text).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise EnvironmentProblem(_BAD_URL.format(url=text)) from error
        if not url.database:
            shown = url.render_as_string(hide_password=True)
            raise EnvironmentProblem(_BAD_URL.format(url=shown))
        return ServerAddress(url)

    def role(self, login: str) -> str:
        """Return the name of the login role of an account, see sql/postgresql.sql."""
        return f"{login}@{self.url.database}"

    def of_staff(self, login: str, password: str) -> "ServerAddress":
        """Return the address for a member of staff."""
        return ServerAddress(self.url.set(username=self.role(login), password=password))

    def conninfo(self) -> str:
        """Return the same for the driver's own library."""
        _, arguments = self.url.get_dialect()().create_connect_args(self.url)
        return psycopg.conninfo.make_conninfo(**arguments, **_staff_arguments(read_only=True))


def staff_engine(address: ServerAddress, *, read_only: bool) -> Engine:
    """Return an engine for a member of staff, who must have proved a password.

    Reading goes without transactions, a statement at a time: no trips to begin and end one.
    """
    arguments = _staff_arguments(read_only=read_only)
    # A prepared statement may get a plan that fits no value; lists are planned each time.
    threshold = None if read_only else 5
    engine = create_engine(
        address.url,
        connect_args={**arguments, "prepare_threshold": threshold},
        isolation_level="AUTOCOMMIT" if read_only else "READ COMMITTED",
        pool_size=_AT_ONCE,
        max_overflow=_AT_ONCE * 2,
        pool_timeout=10,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "checkout", _on_checkout)
    return engine


def owner_engine(address: ServerAddress) -> Engine:
    """Return an engine for the owner of the schema, who migrates and founds and does no more."""
    engine = create_engine(
        address.url, connect_args={"options": f"-c search_path={SCHEMA}", "connect_timeout": 5}
    )
    event.listen(engine, "connect", _on_owner_connect)
    return engine


def refusal(error: DBAPIError, role: str) -> DomainError | EnvironmentProblem:
    """Tell a wrong password from a server that is away, whatever language the server speaks.

    The client library gives no code for a refused connection, but a complaint about the one who
    comes always names the role.
    """
    told = str(error.orig)
    if "pg_hba.conf" in told:
        return EnvironmentProblem("服务器不许这台电脑连接。请管理员在 pg_hba.conf 里放开。")
    if "scram-sha-256" in told:
        return EnvironmentProblem(
            "服务器没有用 SCRAM 核对密码，不能登录。请管理员在 pg_hba.conf 里改成 scram-sha-256。"
        )
    if "not permitted to log in" in told:
        return DomainError(DISABLED, "login")
    if role in told:
        return DomainError(CHECK_AGAIN, "password")
    return EnvironmentProblem(AWAY)


def verifier(password: str, role: str, connection: psycopg.Connection) -> str:
    """Return what the server stores for a password, so that the password never travels."""
    hashed = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), algorithm=b"scram-sha-256"
    )
    return hashed.decode()


def _staff_arguments(*, read_only: bool) -> Mapping[str, str]:
    settings = {
        "search_path": SCHEMA,
        "synchronous_commit": "on",
        "timezone": "UTC",
        "lock_timeout": "5s",
        "statement_timeout": "60s",
        "idle_in_transaction_session_timeout": "60s",
        "default_transaction_read_only": "on" if read_only else "off",
    }
    arguments = {
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "application_name": "windowdesk",
        "connect_timeout": "5",
        "keepalives_idle": "10",
        "keepalives_interval": "3",
        "keepalives_count": "3",
        "tcp_user_timeout": "15000",
    }
    if pq.version() >= _KNOWS_REQUIRE_AUTH:
        arguments["require_auth"] = "scram-sha-256"
    return arguments


def durability(connection: psycopg.Connection) -> None:
    """Raise EnvironmentProblem unless the server makes the commits of a connection durable."""
    row = connection.execute(
        "SELECT current_setting('synchronous_commit'), current_setting('fsync')"
    ).fetchone()
    if row != ("on", "on"):
        raise EnvironmentProblem(UNSAFE)


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    driver = _driver(connection)
    if driver.info.server_version < _LEAST_VERSION:
        raise EnvironmentProblem(_TOO_OLD)
    before = driver.autocommit
    driver.autocommit = True
    try:
        durability(driver)
    finally:
        driver.autocommit = before


def _on_owner_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if _driver(connection).info.server_version < _LEAST_VERSION:
        raise EnvironmentProblem(_TOO_OLD)


def _on_checkout(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Let go of a connection that the server has closed, without a trip to ask.

    The server has nothing to say on an idle connection, save that it ends.
    """
    driver = _driver(connection)
    with selectors.DefaultSelector() as selector:
        selector.register(driver.fileno(), selectors.EVENT_READ)
        if selector.select(0):
            raise DisconnectionError("the server has ended the connection")


def _driver(connection: DBAPIConnection) -> psycopg.Connection:
    driver = getattr(connection, "driver_connection", connection)
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  the engine is made for it
    return driver
