"""Thousands of cases, copied from one inside the database."""

from dataclasses import replace
from datetime import datetime

from tests.databases import Desks
from tests.persistence.acts import Accepted, accept
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.document import ArchivedPaper
from windowdesk.domain.local_time import local_date
from windowdesk.domain.seal import LedgerCounts, Seal
from windowdesk.persistence.tables import metadata

CASES = 4000
# Each copied case is an hour older than the one before: its identity tells the time.
_STEP = 15099494400000
_OLDER = f"n * {_STEP}"
# Cases of many departments and due dates; one in ten is open, as after some years of work.
_COPIED = {
    "case_id": f"case_id - {_OLDER}",
    "party_id": "party_id - n * 1000000",
    "received_at": "{received}",
    "accepted_at": "CASE n % 10 WHEN 0 THEN NULL ELSE {accepted} END",
    "decided_at": "CASE WHEN n % 10 > 2 THEN {decided} END",
    "pickup_code": "CASE WHEN n % 10 > 2 THEN '0' || {five} ELSE '' END",
    "village": "'9903221032' || (n % 11 + 10)",
    "item_id": "'item-' || (n % 23)",
    "service_window": "'0' || (n % 3 + 1)",
    "holder": "CASE n % 10 WHEN 1 THEN 'clerk' || (n % 4) ELSE '' END",
    "number": "'9903221030220250101' || {five}",
    "department": "CASE WHEN n % 7 = 0 THEN department ELSE '部门' || (n % 40) END",
    "state": "CASE n % 10 WHEN 0 THEN 'received' WHEN 1 THEN 'assigned' WHEN 2 THEN 'suspended'"
    " WHEN 3 THEN 'ready' ELSE 'archived' END",
    "desk": "CASE n % 10 WHEN 0 THEN 'received' WHEN 1 THEN 'review' WHEN 2 THEN 'review'"
    " WHEN 3 THEN 'issue' ELSE '' END",
    "clock_paused": "n % 10 = 2",
    "due_on": "CASE WHEN n % 10 > 3 THEN {never} ELSE {due} END",
    "amber_on": "CASE WHEN n % 10 > 3 THEN {never} ELSE {amber} END",
}
_KEYS = ("'n' || {name}", "'d' || {five}", "'i530399' || {five}", "'p' || {name}")


def fill(desks: Desks, server: PostgresServer | None) -> Accepted:
    """Copy one accepted case CASES times, with keys, steps, papers and printings."""
    database = desks.log_in()
    accepted = accept(database)
    paper = accepted.papers[0]
    with database.unit_of_work() as uow:
        uow.papers.archive(ArchivedPaper.of(paper.document_id, b"pdf", "r", paper.issued_at))
        uow.seals.add(_last_seal(paper.issued_at))
        uow.commit()
    if desks.path is not None:
        _run_all(desks, None, _words("sqlite"))
    else:
        _run_all(desks, server, _words("postgresql"))
    return accepted


def _last_seal(at: datetime) -> Seal:
    """Return a seal that is newer than all that are copied."""
    counts = LedgerCounts(cases=1, events=2, documents=2)
    first = Seal.close(
        before=None, day=local_date(at), at=at, login="clerk", counts=counts, lines={}, heads=()
    )
    return replace(first, seq=CASES + 1)


def _words(kind: str) -> dict[str, str]:
    if kind == "sqlite":
        return {
            "five": "printf('%05d', n)",
            "name": "printf('%x', n * 2654435761 % 4294967296)",
            "due": "date('2026-11-01', '+' || (n % 60) || ' days')",
            "amber": "date('2026-11-01', '+' || (n % 60 - n % 5) || ' days')",
            "never": "'9999-12-31'",
            "moment": "'2026-11-01T09:00:00.000000+00:00'",
            "bytes": "x'89504E'",
            "yes": "1",
            "step": "strftime('%Y-%m-%dT%H:%M:%f000+00:00', at, '-' || n || ' hours')",
            **{
                name: f"strftime('%Y-%m-%dT%H:%M:%f000+00:00', received_at, '-{hours}')"
                for name, hours in (
                    ("received", "' || n || ' hours"),
                    ("accepted", "' || (n - n % 30) || ' hours"),
                    ("decided", "' || (n - n % 30) || ' hours', '+' || (n % 200) || ' hours"),
                )
            },
            "from": "(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
            f" WHERE n < {CASES}) SELECT n FROM c) AS numbers",
        }
    return {
        "five": "lpad(n::text, 5, '0')",
        "name": "to_hex(n::bigint * 2654435761 % 4294967296)",
        "due": "date '2026-11-01' + (n % 60)::int",
        "amber": "date '2026-11-01' + (n % 60 - n % 5)::int",
        "never": "date '9999-12-31'",
        "moment": "timestamptz '2026-11-01 09:00:00+00'",
        "bytes": "'abc'::bytea",
        "yes": "true",
        "step": "at - n * interval '1 hour'",
        "received": "received_at - n * interval '1 hour'",
        "accepted": "received_at - (n - n % 30) * interval '1 hour'",
        "decided": "received_at - (n - n % 30) * interval '1 hour' + n % 200 * interval '1 hour'",
        "from": f"generate_series(1::bigint, {CASES}) AS numbers (n)",
    }


def _run_all(desks: Desks, server: PostgresServer | None, words: dict[str, str]) -> None:
    statements = [statement.format(**words) for statement in _statements()]
    if server is None:
        # Copied steps have no steps before them.
        dropped = [f"DROP TRIGGER event_{name}" for name in ("moves", "goes_on", "ends")]
        for statement in (*dropped, *statements, "ANALYZE"):
            desks.run_sql(statement)
        return
    with server.superuser(desks.database) as connection:
        connection.execute("SET search_path = windowdesk")
        connection.execute("SET session_replication_role = replica")
        for statement in (*statements, "VACUUM ANALYZE"):
            connection.execute(statement.encode())


def _statements() -> list[str]:
    made = [_copy("case_", _COPIED)]
    for table, source in (("case_key", "case_"), ("party_key", "party")):
        identity = {"case_key": f"case_id - {_OLDER}", "party_key": "party_id - n * 1000000"}
        tail = ", department" if table == "case_key" else ""
        made += [
            f"INSERT INTO {table} SELECT {source}.centre, {key}, {identity[table]}{tail}"
            f" FROM (SELECT * FROM {source} WHERE {_NEWEST[source]}) AS {source}, {{from}}"
            for key in _KEYS
        ]
    person = {"party_id": "party_id - n * 1000000", "id_number": "'530399' || {five}"}
    paper = {
        "document_id": "document_id - n * 1000000",
        "case_id": f"case_id - {_OLDER}",
        "number": "'云溪旧〔2025〕' || n || '号'",
        "line": "'old'",
        "serial": "n",
    }
    job = {
        "print_id": "print_id - n * 1000000",
        "document_id": "document_id - n * 1000000",
        "case_id": f"case_id - {_OLDER}",
        "state": "CASE WHEN n % 100 = 0 THEN 'waiting' ELSE 'done' END",
    }
    step = {"case_id": f"case_id - {_OLDER}", "actor": "'clerk' || (n % 20)", "at": "{step}"}
    made += [
        _copy("party", person),
        _copy("document", paper),
        _copy("document_file", {"document_id": "document_id - n * 1000000"}),
        _copy("print_job", job),
        _copy("case_event", step),
    ]
    return [*made, *_records()]


# What stands beside the life of cases: a row for each copied case, or for each number. What one
# centre keeps little of (drafts, filters) is spread over many centres of one server.
_EACH_CASE = "case_ WHERE party_id < (SELECT max(party_id) FROM case_)"
_EACH_NUMBER = "{from}"
_RECORDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "attachment_file",
        _EACH_CASE,
        {
            "centre": "centre",
            "sha256": "'h' || case_id",
            "media": "'image/png'",
            "size": "3",
            "content": "{bytes}",
        },
    ),
    (
        "attachment",
        _EACH_CASE,
        {
            **{name: name for name in ("centre", "case_id", "department", "service_window")},
            "attachment_id": "case_id",
            "sha256": "'h' || case_id",
            "media": "'image/png'",
            "material": "''",
            "name": "'a.png'",
            "size": "3",
            "pages": "1",
            "grade": "'uploaded'",
            "login": "'clerk1'",
            "person": "'段'",
            "at": "received_at",
        },
    ),
    (
        "case_todo",
        _EACH_CASE,
        {
            **{name: name for name in ("centre", "case_id", "due_on")},
            **dict.fromkeys(("ref", "login", "text"), "''"),
            "kind": f"CASE case_id / {_STEP} % 20 WHEN 0 THEN 'late_material' ELSE 'step' END",
            "department": f"CASE case_id / {_STEP} % 20 WHEN 0 THEN '' ELSE department END",
        },
    ),
    (
        "warning",
        _EACH_CASE,
        {
            **{name: name for name in ("centre", "case_id", "due_on", "department")},
            **dict.fromkeys(("ref", "login"), "''"),
            "clock": "'promise'",
            "level": f"CASE case_id / {_STEP} % 9 WHEN 0 THEN 'leader' ELSE 'staff' END",
            "desk": "'review'",
            "light": "'red'",
            "at": "received_at",
            "seen_by": f"CASE case_id / {_STEP} % 50 WHEN 0 THEN '' ELSE 'clerk' END",
        },
    ),
    (
        "consultation",
        _EACH_CASE,
        {
            **{name: name for name in ("centre", "item_id", "service_window")},
            "consultation_id": "case_id",
            "item_version": "1",
            "situations": "''",
            "person": "''",
            "question": "''",
            "login": "'clerk1'",
            "at": "received_at",
        },
    ),
    (
        "item_admission",
        _EACH_CASE,
        {
            **{name: name for name in ("centre", "item_id")},
            **dict.fromkeys(("digest", "paper_organ", "paper_number", "note"), "''"),
            "admission_id": "case_id",
            "item_version": "1",
            "state": "'assessed'",
            "login": "'admin'",
            "name": "'管理'",
            "at": "received_at",
        },
    ),
    (
        "audit_log",
        _EACH_CASE,
        {
            "audit_id": "case_id",
            "centre": "centre",
            "at": "received_at",
            "login": "'clerk1'",
            "subject": "''",
            "act": f"CASE case_id / {_STEP} % 2 WHEN 0 THEN 'export' ELSE 'full_id' END",
        },
    ),
    (
        "item_draft",
        _EACH_NUMBER,
        {
            "centre": "'98' || (n % 40)",
            "item_id": "'item-' || n",
            "state": "'proposed'",
            "body": "''",
            "changed_by": "''",
            "changed_at": "{moment}",
            "version": "1",
        },
    ),
    (
        "saved_filter",
        _EACH_NUMBER,
        {
            "centre": "'98' || (n % 40)",
            "login": "'clerk' || (n % 9)",
            "name": "'f' || n",
            "body": "''",
            "shared": "{yes}",
        },
    ),
    (
        "seal",
        "(SELECT code FROM centre) AS here, {from}",
        {
            "centre": "code",
            "seq": "n",
            "day": "{due}",
            "at": "{moment}",
            "login": "'clerk1'",
            "previous": "''",
            "hash": "''",
            "text": "''",
        },
    ),
)


def _records() -> list[str]:
    return [
        f"INSERT INTO {table} ({', '.join(row)}) SELECT {', '.join(row.values())} FROM {source}"
        for table, source, row in _RECORDS
    ]


_NEWEST = {
    "case_": "case_id = (SELECT max(case_id) FROM case_)",
    "party": "party_id = (SELECT max(party_id) FROM party)",
    "document": "document_id = (SELECT max(document_id) FROM document)",
    "print_job": "print_id = (SELECT max(print_id) FROM print_job)",
    "case_event": "seq = 2",
    "document_file": "document_id > 0",
}


def _copy(table: str, changed: dict[str, str]) -> str:
    names = [column.name for column in metadata.tables[table].c]
    values = ", ".join(changed.get(name, name) for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
        f" FROM (SELECT * FROM {table} WHERE {_NEWEST[table]}) AS one, {{from}}"
    )
