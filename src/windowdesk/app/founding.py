"""Founds a real centre, and brings databases up to date."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.migration import upgrade_postgres, upgrade_sqlite
from windowdesk.persistence.postgres_server import ServerAddress
from windowdesk.services.new_centre import NewCentre
from windowdesk.services.temporary_password import temporary_password
from windowdesk.settings import Settings

_OWNER_NEEDED = (
    "PostgreSQL 上建库和升级要用属主账号。把属主的地址放在环境变量 WINDOWDESK_OWNER_URL 里再运行。"
)


@dataclass(frozen=True)
class Founded:
    """A new centre, with the temporary passwords of its accounts."""

    centre: Centre
    database: str
    accounts: tuple[tuple[Account, str], ...]
    items: int


@dataclass(frozen=True)
class Migrated:
    """A database that is up to date; ``copy`` is where the old file lies, if one was made."""

    database: str
    copy: str


def require_owner(settings: Settings, owner_url: str) -> None:
    """Raise DomainError if a server is meant and nobody said who owns it."""
    if settings.is_postgres and not owner_url:
        raise DomainError(_OWNER_NEEDED, "owner")


def found(settings: Settings, plan: NewCentre, owner_url: str) -> Founded:
    """Found the centre; DomainError or EnvironmentProblem leave nothing behind."""
    require_owner(settings, owner_url)
    year = local_date(datetime.now(UTC)).year
    accounts = tuple(
        (replace(account, must_change_password=True), temporary_password())
        for account in plan.accounts
    )
    founding = Founding(plan.centre, accounts, plan.items, plan.lines(year))
    if settings.is_postgres:
        found_postgres(owner_url, founding)
    else:
        found_sqlite(settings.sqlite_path, founding)
    return Founded(plan.centre, settings.database, accounts, len(plan.items))


def migrate(settings: Settings, owner_url: str) -> Migrated:
    """Bring the database to the schema of this program."""
    require_owner(settings, owner_url)
    if settings.is_postgres:
        upgrade_postgres(ServerAddress.read(owner_url))
        return Migrated(settings.database, "")
    copy: Path | None = upgrade_sqlite(settings.sqlite_path)
    return Migrated(settings.database, str(copy) if copy else "")
