"""Finding cases: filters with lights and names, saved filters, who looked at whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import LightReading
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import id_moment
from windowdesk.domain.local_time import local_date
from windowdesk.services.acting import Bench
from windowdesk.services.case_filter import CaseFilter, FilterQuery, FoundCount, SavedFilter
from windowdesk.services.case_row import PAGE, CaseRow
from windowdesk.services.filter_port import AuditRow
from windowdesk.services.filter_words import FilterNames, Named, filter_text
from windowdesk.services.lights import light_of

AUDIT_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "full_id": "看全号",
        "copy_out": "抄录（含全号）",
        "export_list": "导出名单",
        "export_key": "导出公钥文件",
        "export_evidence": "导出证据包",
        "renew_key": "换文书签名钥匙",
        "export_pdf": "存 PDF",
        "export_docx": "存 Word",
        "export_attachment": "存附件",
        "reprint": "补打",
        "account_added": "新建账号",
        "account_changed": "改账号",
        "account_disabled": "停用账号",
        "account_enabled": "恢复账号",
        "password_reset": "重设密码",
        "password_changed": "改密码",
        "cases_handed_over": "移交办件",
        "centre_changed": "改中心资料",
        "line_started": "定编号起点",
    }
)
"""Acts of the journal in words; others are shown by their codes."""

SAVED_NAME = "name"
"""The field that a fault of a filter's name belongs to."""

_LONGEST_NAME = 20
_MOST_SAVED = 50
_NO_NAME = "给筛选起个名字，例如：松木坪低保。"
_TOO_LONG = f"名字最多 {_LONGEST_NAME} 个字。"
_TOO_MANY = f"最多存 {_MOST_SAVED} 个筛选。先删掉不用的。"


@dataclass(frozen=True)
class LitCase:
    """A row with its light as of the day it was read on."""

    row: CaseRow
    light: LightReading


@dataclass(frozen=True)
class LitPage:
    """A page of found cases.

    ``before`` asks for the next page, None after the last. ``reached`` is given where the bound of
    one look ended the page: cases received before that day were not looked at yet.
    """

    rows: tuple[LitCase, ...]
    before: int | None
    reached: date | None


class Finding:
    """Searches of one account."""

    def __init__(self, bench: Bench, divisions: Divisions) -> None:
        self._bench = bench
        self._divisions = divisions

    def page(self, wanted: CaseFilter, before: int | None = None, limit: int = PAGE) -> LitPage:
        """Return one page of a filter, newest first."""
        query, calendar = self._query(wanted, before, limit)
        found = self._bench.database.lists.filtered(query)
        rows = tuple(LitCase(row, light_of(row, query.today, calendar)) for row in found.rows)
        is_cut = found.before is not None and len(rows) < limit
        reached = local_date(id_moment(found.before)) if is_cut and found.before else None
        return LitPage(rows, found.before, reached)

    def count(self, wanted: CaseFilter) -> FoundCount:
        """Count what a filter finds; it stops at 1,000 and at the bound of one look."""
        return self._bench.database.lists.count_filtered(self._query(wanted, None, PAGE)[0])

    def names(self) -> FilterNames:
        """Return what a filter can be chosen from."""
        with self._bench.database.reading() as uow:
            items, centre, today = uow.items.all_current(), uow.centre(), local_date(uow.now())
        town = self._divisions.town(centre.code)
        accounts = self._bench.database.accounts.all()
        own = self._bench.account.department
        departments = {own} if own else {item.department for item in items if item.department}
        return FilterNames(
            today=today,
            villages=tuple(Named(v.code, _short(v.name)) for v in town.villages) if town else (),
            items=tuple(Named(i.item_id, i.name) for i in sorted(items, key=lambda i: i.name)),
            departments=tuple(Named(name, name) for name in sorted(departments)),
            windows=tuple(Named(w.code, w.name) for w in centre.windows),
            holders=tuple(
                Named(a.login, a.name)
                for a in accounts
                if a.active and a.may(Act.SEE_CASES) and (not own or a.department in {"", own})
            ),
        )

    def words(self, wanted: CaseFilter) -> str:
        """Return a filter in one line."""
        return filter_text(wanted, self.names())

    def saved(self) -> tuple[SavedFilter, ...]:
        """Return the filters of the account, then those that others share."""
        return self._bench.database.filters.all()

    def keep(self, name: str, wanted: CaseFilter, *, shared: bool = False) -> SavedFilter:
        """Save a filter under a name; DomainError at SAVED_NAME if it cannot be called so."""
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise DomainError(_TOO_LONG if name else _NO_NAME, SAVED_NAME)
        login = self._bench.account.login
        own = [one.name for one in self.saved() if one.login == login]
        if name not in own and len(own) >= _MOST_SAVED:
            raise DomainError(_TOO_MANY, SAVED_NAME)
        saved = SavedFilter(login, name, wanted, shared)
        self._bench.database.filters.keep(saved)
        return saved

    def drop(self, name: str) -> None:
        """Delete a filter of the account."""
        self._bench.database.filters.drop(name)

    def journal(
        self, act: str, before: int | None = None, limit: int = PAGE
    ) -> tuple[AuditRow, ...]:
        """Return a page of the journal of looks, newest first; ``act`` '' is every act."""
        self._bench.account.require(Act.SEE_AUDIT)
        return self._bench.database.audit.entries(act, before, limit)

    def _query(
        self, wanted: CaseFilter, before: int | None, limit: int
    ) -> tuple[FilterQuery, WorkCalendar]:
        with self._bench.database.reading() as uow:
            today = local_date(uow.now())
            calendar = uow.centre().calendar(self._bench.calendar)
        return FilterQuery(wanted, today, before=before, limit=limit), calendar


def _short(name: str) -> str:
    """Return 大坪村 for 大坪村民委员会."""
    return name.removesuffix("居民委员会").removesuffix("民委员会")
