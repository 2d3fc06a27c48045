"""Founds a real centre from a file of answers, and brings databases up to date."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date
from windowdesk.forms.shelf import FormShelf
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.migration import upgrade_postgres, upgrade_sqlite
from windowdesk.persistence.postgres_server import ServerAddress
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.settings import Settings
from windowdesk.tools.centre_answers import Known, read_answers

# Read off a sheet of paper and typed once: no signs that look alike, in groups.
_PASSWORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105  an alphabet, not a secret
_PASSWORD_GROUPS, _GROUP = 3, 4
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


def found(settings: Settings, answers: Path, owner_url: str) -> Founded:
    """Found the centre that ``answers`` describes; DomainError names what is missing."""
    if settings.is_postgres and not owner_url:
        raise DomainError(_OWNER_NEEDED)
    assets = Assets(settings.content)
    known = Known(
        items=load_catalogue(assets, demo=False),
        papers=TomlTemplateCatalogue(assets).codes(),
        forms=FormShelf(assets).codes(),
    )
    read = read_answers(answers, known, local_date(datetime.now(UTC)))
    accounts = tuple((account, _temporary_password()) for account in read.accounts)
    founding = Founding(read.centre, accounts, read.items, read.line_starts)
    if settings.is_postgres:
        found_postgres(owner_url, founding)
    else:
        found_sqlite(settings.sqlite_path, founding)
    return Founded(read.centre, settings.database, accounts, len(read.items))


def migrate(settings: Settings, owner_url: str) -> Migrated:
    """Bring the database to the schema of this program."""
    if settings.is_postgres:
        if not owner_url:
            raise DomainError(_OWNER_NEEDED)
        upgrade_postgres(ServerAddress.read(owner_url))
        return Migrated(settings.database, "")
    copy = upgrade_sqlite(settings.sqlite_path)
    return Migrated(settings.database, str(copy) if copy else "")


def _temporary_password() -> str:
    groups = (
        "".join(secrets.choice(_PASSWORD_SIGNS) for _ in range(_GROUP))
        for _ in range(_PASSWORD_GROUPS)
    )
    return "-".join(groups)
