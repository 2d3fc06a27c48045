"""Keys of papers on one session."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Row, bindparam, select

from windowdesk.domain.errors import ConcurrentChange, EnvironmentProblem
from windowdesk.persistence.dialect import SqlDialect, moment_in, moment_out
from windowdesk.persistence.paper_tables import signing_key
from windowdesk.persistence.session import Session, Values
from windowdesk.persistence.statements import Ready, ready
from windowdesk.services.paper_keys import PublicKey, SigningKey


@dataclass
class KeyCache:
    """The key in use, kept by a program: a key that was renewed elsewhere counts after login."""

    signing: SigningKey | None = field(default=None, repr=False)


class SqlKeyStore:
    """The keys of one centre; see services.paper_keys."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str, kept: KeyCache) -> None:
        self._session = session
        self._all, self._add = _statements(dialect)
        self._centre = centre
        self._cache = kept

    def signing(self) -> SigningKey:
        """Return the key in use; EnvironmentProblem if the centre has none."""
        if self._cache.signing is None:
            keys = self._keys()
            if not keys:
                raise EnvironmentProblem("中心没有文书签名钥匙。请管理员运行 windowdesk migrate。")
            self._cache.signing = keys[-1]
        return self._cache.signing

    def known(self) -> tuple[PublicKey, ...]:
        """Return the public half of every key, oldest first."""
        return tuple(key.public for key in self._keys())

    def renew(self, at: datetime) -> SigningKey:
        """Make a new key; ConcurrentChange if another program was quicker."""
        keys = self._keys()
        key = SigningKey.fresh(keys[-1].version + 1 if keys else 1, at)
        if self._session.change(self._add, **key_values(key, self._centre)) != 1:
            raise ConcurrentChange("别的电脑刚换过钥匙。按 F5 看最新的。")
        self._cache.signing = None
        return key

    def _keys(self) -> tuple[SigningKey, ...]:
        return tuple(_key(row) for row in self._session.rows(self._all, centre=self._centre))


def key_values(key: SigningKey, centre: str) -> Values:
    """Return the columns of a key."""
    return {
        "centre": centre,
        "version": key.version,
        "seed": key.seed.hex(),
        "since": moment_in(key.since),
    }


def _key(row: Row[tuple[object, ...]]) -> SigningKey:
    return SigningKey(row.version, bytes.fromhex(row.seed), moment_out(row.since))


@cache
def _statements(dialect: SqlDialect) -> tuple[Ready, Ready]:
    keys = (
        select(signing_key)
        .where(signing_key.c.centre == bindparam("centre"))
        .order_by(signing_key.c.version)
    )
    values: dict[str, object] = {column.name: bindparam(column.name) for column in signing_key.c}
    added = dialect.insert(signing_key).values(values).on_conflict_do_nothing()
    return ready("signing keys", keys, dialect), ready("insert signing_key", added, dialect)
