"""What every act asks first: the moment, the centre, and whether commits are durable."""

from datetime import datetime

from windowdesk.domain.centre import Centre
from windowdesk.domain.errors import ConcurrentChange, EnvironmentProblem
from windowdesk.persistence.centre_text import centre_text, read_centre
from windowdesk.persistence.dialect import SqlDialect, moment_or_none
from windowdesk.persistence.machine_clock import MachineClock
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Statements

UNSAFE = "数据库没有设成“存盘才算数”，不能办理。请管理员改回数据库的安全设置。"


class Opening:
    """One row, read when it is first needed."""

    def __init__(
        self,
        session: Session,
        statements: Statements,
        dialect: SqlDialect,
        clock: MachineClock,
        centre_code: str,
    ) -> None:
        self.centre_code = centre_code
        self._session = session
        self._statements = statements
        self._dialect = dialect
        self._clock = clock
        self._centre: Centre | None = None
        self._version = 0
        self._catalogue = 0
        self._moment: datetime | None = None
        self._is_read = self._is_moment_fresh = False

    def moment(self) -> datetime:
        """Return the time of the act."""
        if not (self._is_read and self._is_moment_fresh):
            self._read()
        if self._dialect.server_clock is None:
            return self._clock.now(self._moment)
        assert self._moment is not None  # noqa: S101  the server always knows the time
        return self._moment

    def moment_is_old(self) -> None:
        """Ask again for the time: something was read that may be younger than it."""
        self._is_moment_fresh = False

    def centre(self) -> Centre:
        """Return the centre."""
        if not self._is_read:
            self._read()
        assert self._centre is not None  # noqa: S101  _read sets it or raises
        return self._centre

    def catalogue(self) -> int:
        """Return the state of the catalogue; it grows with every change."""
        if not self._is_read:
            self._read()
        return self._catalogue

    def forget(self) -> None:
        """Read everything again when it is next needed."""
        self._is_read = False

    def save_centre(self, centre: Centre) -> None:
        """Store changed facts; ConcurrentChange if somebody else has changed them."""
        self.centre()
        changed = self._session.change(
            self._statements.centre_save,
            body=centre_text(centre),
            of_code=self.centre_code,
            of_version=self._version,
        )
        if changed != 1:
            raise ConcurrentChange("中心的资料刚被别人改过。按 F5 看最新的，再改一次。")
        self.forget()

    def _read(self) -> None:
        row = self._session.first(self._statements.opening, code=self.centre_code)
        if row is None:
            raise EnvironmentProblem("数据库里没有本中心的资料。请管理员先建中心。")
        if row.setting.lower() != self._dialect.safe_setting:
            raise EnvironmentProblem(UNSAFE)
        self._moment = moment_or_none(row.moment)
        self._centre = read_centre(row.body)
        self._version, self._catalogue = row.version, row.catalogue
        self._is_read = self._is_moment_fresh = True
