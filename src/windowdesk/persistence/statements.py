"""The statements that write and load aggregates, compiled once per dialect to ready SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Table,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.dml import Update

from windowdesk.persistence.dialect import Insert, SqlDialect
from windowdesk.persistence.tables import (
    IS_HELD,
    IS_OPEN,
    IS_UNPRINTED,
    account,
    audit_log,
    case_,
    case_event,
    case_key,
    centre,
    document,
    document_file,
    item_version,
    number_line,
    party,
    party_key,
    print_job,
    render_queue,
    template_text,
)
from windowdesk.persistence.turn_tables import case_todo, custody

# Asks for the printing of the whole house; '' is the window of the back office.
ANY_WINDOW = "*"
_NEVER_CHANGED = frozenset(
    ("case_id", "centre", "department", "number", "party_id", "received_at", "received_by")
)


@dataclass(frozen=True, eq=False)
class Ready:
    """One statement as SQL; ``name`` says what it does, ``constants`` are its fixed values."""

    name: str
    sql: str
    constants: Mapping[str, object]


def ready(name: str, clause: ClauseElement, dialect: SqlDialect) -> Ready:
    """Compile one construct."""
    compiled = clause.compile(dialect=dialect.compiler)
    fixed = {key: value for key, value in compiled.params.items() if value is not None}
    return Ready(name, compiled.string, MappingProxyType(fixed))


class Statements:
    """All statements of units of work. Parameters bear the names of the columns."""

    def __init__(self, dialect: SqlDialect) -> None:
        self._dialect = dialect
        self._opening()
        self._cases()
        self._parties()
        self._items_and_lines()
        self._papers()
        self._prints()

    def _ready(self, name: str, clause: ClauseElement) -> Ready:
        return ready(name, clause, self._dialect)

    def _insert(self, table: Table) -> Ready:
        return self._ready(f"insert {table.name}", table.insert())

    def _by(self, table: Table, column: str) -> Ready:
        where = table.c[column] == bindparam(column)
        return self._ready(f"get {table.name}", select(table).where(where))

    def _opening(self) -> None:
        """Ask moment, durability and centre in one trip: every act needs all of them."""
        dialect = self._dialect
        here = dialect.server_clock
        last_event = select(func.max(case_event.c.at)).scalar_subquery()
        self.opening = self._ready(
            "opening",
            select(
                (last_event if here is None else here).label("moment"),
                dialect.commit_setting.label("setting"),
                centre,
            ).where(centre.c.code == bindparam("code")),
        )
        changed = centre.update().where(
            centre.c.code == bindparam("of_code"), centre.c.version == bindparam("of_version")
        )
        self.centre_save = self._ready(
            "update centre", changed.values(body=bindparam("body"), version=centre.c.version + 1)
        )
        self.catalogue_grew = self._ready(
            "update centre catalogue",
            centre.update()
            .where(centre.c.code == bindparam("of_code"))
            .values(catalogue=centre.c.catalogue + 1),
        )
        self.audit_add = self._insert(audit_log)
        accounts = select(account)
        self.account_get = self._ready(
            "get account", accounts.where(account.c.login == bindparam("login"))
        )
        self.accounts_all = self._ready(
            "all accounts",
            accounts.where(account.c.centre == bindparam("centre")).order_by(account.c.login),
        )

    def _cases(self) -> None:
        self.case_get = self._by(case_, "case_id")
        self.case_by_number = self._by(case_, "number")
        self.case_add = self._with_keys(case_, case_key, "case_id", ("department",))
        self.case_save = self._ready("update case_", _versioned(case_, "case_id", _NEVER_CHANGED))
        self.case_keys_add = self._ready(
            "insert case_key", self._keys_insert(case_key, "case_id", ("department",))
        )
        self.event_add = self._insert(case_event)
        self.todo_add = self._insert(case_todo)
        self.todos_remove = self._ready(
            "delete case_todo",
            case_todo.delete().where(case_todo.c.case_id == bindparam("of_case_id")),
        )
        self.custody_add = self._insert(custody)
        self.custody_remove = self._ready(
            "delete custody", custody.delete().where(custody.c.case_id == bindparam("of_case_id"))
        )
        self.events_last = self._ready(
            "last events",
            select(case_event.c.text)
            .where(case_event.c.case_id == bindparam("case_id"))
            .order_by(case_event.c.seq.desc())
            .limit(bindparam("most")),
        )
        self.place_of_case = self._ready(
            "place of case",
            select(case_.c.department).where(case_.c.case_id == bindparam("case_id")),
        )

        self.cases_open = self._ready(
            "cases open",
            select(case_.c.case_id).where(case_.c.centre == bindparam("centre"), IS_OPEN),
        )
        self.cases_held = self._ready(
            "cases held",
            select(case_.c.case_id)
            .where(
                IS_HELD, case_.c.centre == bindparam("centre"), case_.c.holder == bindparam("login")
            )
            .order_by(case_.c.case_id),
        )

    def _parties(self) -> None:
        self.party_find = self._ready(
            "find party",
            select(party).where(
                party.c.centre == bindparam("centre"),
                party.c.id_kind == bindparam("id_kind"),
                party.c.id_number == bindparam("id_number"),
            ),
        )
        self.party_add = self._with_keys(party, party_key, "party_id", ())
        self.party_save = self._ready(
            "update party", _versioned(party, "party_id", frozenset(("party_id", "centre")))
        )
        self.party_keys_drop = self._ready(
            "delete party_key", party_key.delete().where(party_key.c.seq == bindparam("party_id"))
        )
        self.party_keys_add = self._ready(
            "insert party_key", self._keys_insert(party_key, "party_id", ())
        )

    def _items_and_lines(self) -> None:
        here = item_version.c.centre == bindparam("centre")
        one = and_(here, item_version.c.item_id == bindparam("item_id"))
        self.item_versions = self._ready(
            "versions of item", select(item_version).where(one).order_by(item_version.c.version)
        )
        self.item_get = self._ready(
            "get item", select(item_version).where(one, item_version.c.version == bindparam("v"))
        )
        self.items_all = self._ready(
            "all items",
            select(item_version)
            .where(here)
            .order_by(item_version.c.item_id, item_version.c.version),
        )
        given: dict[str, object] = {
            column.name: bindparam(column.name) for column in item_version.c
        }
        self.item_add = self._ready(
            "insert item_version",
            self._dialect.insert(item_version).values(given).on_conflict_do_nothing(),
        )
        self._lines()

    def _lines(self) -> None:
        listed = self._dialect.list_of("lines")
        columns = ["centre", "line", "first", "last"]
        asked = select(
            bindparam("centre", type_=number_line.c.centre.type),
            listed.c.value,
            literal_column("1"),
            literal_column("1"),
        )
        # Sorted, so that two desks lock the same lines in the same order and never wait in a ring.
        taken = self._dialect.insert(number_line).from_select(
            columns, asked.select_from(listed).where(true()).order_by(listed.c.value)
        )
        taken = taken.on_conflict_do_update(
            index_elements=["centre", "line"], set_={"last": number_line.c.last + 1}
        )
        self.lines_take = self._ready(
            "take numbers", taken.returning(number_line.c.line, number_line.c.last)
        )
        begun = self._dialect.insert(number_line).values(
            {name: bindparam(name) for name in columns}
        )
        self.line_start = self._ready(
            "start line",
            begun.on_conflict_do_update(
                index_elements=["centre", "line"],
                set_={"first": begun.excluded.first, "last": begun.excluded.last},
                where=number_line.c.last < number_line.c.first,
            ),
        )

    def _papers(self) -> None:
        self.template_add = self._ready(
            "insert template_text",
            self._dialect.insert(template_text)
            .values(digest=bindparam("digest"), text=bindparam("text"))
            .on_conflict_do_nothing(),
        )
        self.template_get = self._by(template_text, "digest")
        self.document_add = self._insert(document)
        self.document_get = self._by(document, "document_id")
        self.document_by_number = self._ready(
            "document by number",
            select(document).where(
                document.c.centre == bindparam("centre"), document.c.number == bindparam("number")
            ),
        )
        identity = document.c.document_id
        self.documents_between = self._ready(
            "documents between",
            select(document)
            .where(
                document.c.centre == bindparam("centre"),
                identity >= bindparam("low"),
                identity < bindparam("high"),
            )
            .order_by(identity)
            .limit(bindparam("most")),
        )
        self.documents_of_case = self._ready(
            "documents of case",
            select(document)
            .where(document.c.case_id == bindparam("case_id"))
            .order_by(document.c.document_id),
        )
        filed: dict[str, object] = {
            column.name: bindparam(column.name) for column in document_file.c
        }
        self.file_add = self._ready(
            "insert document_file",
            self._dialect.insert(document_file).values(filed).on_conflict_do_nothing(),
        )
        self.file_get = self._by(document_file, "document_id")
        self.unrendered = self._ready(
            "unrendered",
            select(document)
            .join(render_queue, render_queue.c.document_id == document.c.document_id)
            .where(render_queue.c.centre == bindparam("centre"))
            .order_by(render_queue.c.document_id)
            .limit(bindparam("most")),
        )

    def _prints(self) -> None:
        self.print_add = self._insert(print_job)
        self.print_get = self._by(print_job, "print_id")
        fixed = frozenset(
            ("print_id", "document_id", "case_id", "centre", "department", "asked_by", "asked_at")
        )
        self.print_save = self._ready("update print_job", _versioned(print_job, "print_id", fixed))
        self.prints_of_document = self._ready(
            "prints of document",
            select(print_job)
            .where(print_job.c.document_id == bindparam("document_id"))
            .order_by(print_job.c.print_id),
        )
        window = bindparam("service_window", type_=print_job.c.service_window.type)
        at_window = (window == literal(ANY_WINDOW)) | (print_job.c.service_window == window)
        self.prints_open = self._ready(
            "open prints",
            select(print_job)
            .where(print_job.c.centre == bindparam("centre"), IS_UNPRINTED, at_window)
            .order_by(print_job.c.print_id),
        )

    def _with_keys(
        self, table: Table, keys: Table, identity: str, more: tuple[str, ...]
    ) -> tuple[Ready, ...]:
        """Return what inserts a row and its search keys: one statement where that can be said."""
        name = f"insert {table.name}"
        row = table.insert()
        spread = self._keys_insert(keys, identity, more)
        if not self._dialect.inserts_return:
            return (self._ready(name, row), self._ready(f"insert {keys.name}", spread))
        values: dict[str, object] = {column.name: bindparam(column.name) for column in table.c}
        added = row.values(values).returning(table.c[identity]).cte("added")
        return (self._ready(f"{name} and {keys.name}", spread.add_cte(added)),)

    def _keys_insert(self, keys: Table, identity: str, more: tuple[str, ...]) -> Insert:
        listed = self._dialect.list_of("keys")
        given: list[ColumnElement[object]] = [
            bindparam("centre", type_=keys.c.centre.type),
            listed.c.value,
            bindparam(identity, type_=keys.c.seq.type),
            *(bindparam(name, type_=keys.c[name].type) for name in more),
        ]
        insert = self._dialect.insert(keys).from_select(
            ["centre", "key", "seq", *more], select(*given).select_from(listed).where(true())
        )
        return insert.on_conflict_do_nothing()


def _versioned(table: Table, identity: str, fixed: frozenset[str]) -> Update:
    """Change one row if it still has the version that was read."""
    values: dict[str, object] = {
        column.name: bindparam(column.name)
        for column in table.c
        if column.name not in fixed and column.name != "version"
    }
    where = (table.c[identity] == bindparam(f"of_{identity}")) & (
        table.c.version == bindparam("of_version")
    )
    return table.update().where(where).values(values | {"version": table.c.version + 1})
