"""verify finds whatever was changed or taken away past the program, and names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.kill.conftest import Centres
from tests.kill.day import MORNINGS, Morning
from tests.kill.stage import (
    EVENING,
    MORNING,
    Content,
    Place,
    found_small_postgres,
    no_step,
    open_stage,
)
from tests.kill.tampering import (
    TABLES,
    FileTamperer,
    Row,
    ServerTamperer,
    Tamperer,
    changed,
    changed_byte,
)
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.numbers import PAPER_TITLE, CaseNumber
from windowdesk.persistence import tables
from windowdesk.services.paper_check import PaperVerdict, check_paper
from windowdesk.services.session import Session
from windowdesk.services.verification import Fault, Verification
from windowdesk.tools.demo_centre import ADMIN

# What desks work with while a case is open; the events say who held and accepted it.
# The days on which lights change are set anew with every save, and say nothing that is kept.
WORKING_COLUMNS = frozenset(
    (
        *("desk", "accepter", "accepter_name", "holder", "holder_name", "claimed_until", "version"),
        *("amber_on", "statutory_on", "statutory_amber_on", "step_due_on"),
    )
)
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


def columns(name: str) -> list[str]:
    return [column.name for column in tables.metadata.tables[name].c]


@dataclass
class Told:
    """A centre with a few cases whose papers are all archived, and somebody who tampers."""

    session: Session
    tamperer: Tamperer
    case: Row = field(init=False)
    events: Sequence[Row] = field(init=False)
    paper: Row = field(init=False)

    def __post_init__(self) -> None:
        self.case = self.tamperer.rows("SELECT * FROM case_ ORDER BY case_id")[0]
        mine = f"WHERE case_id = {self.case['case_id']}"
        self.events = self.tamperer.rows(f"SELECT * FROM case_event {mine} ORDER BY seq")
        papers = self.tamperer.rows(f"SELECT * FROM document {mine} AND kind = 'approval'")
        self.paper = papers[0]

    @property
    def case_name(self) -> str:
        return CaseNumber(self.case["number"]).grouped

    @property
    def is_paper(self) -> str:
        return f"document_id = {self.paper['document_id']}"

    def attachment(self) -> Row:
        mine = f"WHERE case_id = {self.case['case_id']} AND name = '户口簿.png'"
        return self.tamperer.rows(f"SELECT * FROM attachment {mine}")[0]

    @property
    def is_attachment(self) -> str:
        return f"attachment_id = {self.attachment()['attachment_id']}"

    @property
    def is_case(self) -> str:
        return f"case_id = {self.case['case_id']}"

    def faults(self) -> tuple[Fault, ...]:
        return Verification(self.session.bench).run().faults

    def named(self) -> str:
        """Return everything that verify says."""
        return "\n".join(f"{fault.subject}：{fault.text}" for fault in self.faults())


def tell(place: Place, shared: Content) -> None:
    """Play every morning, one after the other."""
    for hours, play in enumerate(MORNINGS.values()):
        with open_stage(place, shared, no_step, MORNING + timedelta(hours=hours)) as stage:
            play(Morning(stage, lambda _ack: None))


@pytest.fixture(scope="module")
def told_file(centres: Centres, shared: Content) -> Path:
    place = centres.fresh()
    tell(place, shared)
    return Path(place.database)


@pytest.fixture(scope="module")
def told_server(
    postgres_server: PostgresServer, shared: Content, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, ServerTamperer]]:
    database = found_small_postgres(postgres_server)
    place = Place(postgres_server.url(database), tmp_path_factory.mktemp("told"))
    tell(place, shared)
    tamperer = ServerTamperer(postgres_server, database)
    yield place, tamperer
    tamperer.close()


@pytest.fixture
def on_file(told_file: Path, centres: Centres, shared: Content) -> Iterator[Told]:
    place = centres.fresh(told_file)
    tamperer = FileTamperer(Path(place.database))
    with open_stage(place, shared, at=EVENING) as stage:
        yield Told(stage.session(ADMIN), tamperer)
    tamperer.close()
    centres.drop(place)


@pytest.fixture
def on_server(told_server: tuple[Place, ServerTamperer], shared: Content) -> Iterator[Told]:
    place, tamperer = told_server
    with open_stage(place, shared) as stage:
        yield Told(stage.session(ADMIN), tamperer)
    tamperer.restore()


@pytest.fixture(params=BOTH)
def told(request: pytest.FixtureRequest) -> Told:
    fixture = "on_file" if request.param == "sqlite" else "on_server"
    made: Told = request.getfixturevalue(fixture)
    return made


def test_an_untouched_centre_is_clean(told: Told) -> None:
    assert told.faults() == ()
    assert len(told.tamperer.rows("SELECT * FROM case_")) > len(MORNINGS)


@pytest.mark.parametrize("column", columns("case_event"))
def test_a_changed_event_is_named(told: Told, column: str) -> None:
    assert told.case_name in _named_after_change(told, told.events[1], column)


@pytest.mark.parametrize("place", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("column", columns("case_event"))
def test_a_changed_event_at_either_end_is_named(on_file: Told, column: str, place: int) -> None:
    assert on_file.case_name in _named_after_change(on_file, on_file.events[place], column)


@pytest.mark.parametrize("column", columns("document"))
def test_a_changed_paper_is_named(told: Told, column: str) -> None:
    where = f"document_id = {told.paper['document_id']}"

    told.tamperer.change("document", column, changed(told.paper[column]), where)

    assert f"{told.paper['number']}：" in told.named()


@pytest.mark.parametrize("column", [c for c in columns("case_") if c not in WORKING_COLUMNS])
def test_a_changed_case_is_named(told: Told, column: str) -> None:
    where = f"case_id = {told.case['case_id']}"

    told.tamperer.change("case_", column, changed(told.case[column]), where)

    assert told.case_name in told.named()


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_changed_byte_of_an_archived_pdf_is_named(told: Told, share: float) -> None:
    where = f"document_id = {told.paper['document_id']}"
    (file,) = told.tamperer.rows(f"SELECT pdf FROM document_file WHERE {where}")
    pdf = bytes(file["pdf"])

    told.tamperer.change(
        "document_file", "pdf", changed_byte(pdf, round(share * (len(pdf) - 1))), where
    )

    assert f"{told.paper['number']}：存档的 PDF 被改过" in told.named()


@pytest.mark.parametrize("column", ["sha256", "document_id", "centre"])
def test_a_changed_label_of_an_archived_pdf_is_named(told: Told, column: str) -> None:
    where = f"document_id = {told.paper['document_id']}"
    (file,) = told.tamperer.rows(f"SELECT * FROM document_file WHERE {where}")

    told.tamperer.change("document_file", column, changed(file[column]), where)

    assert f"{told.paper['number']}：存档的 PDF" in told.named()


def test_archived_bytes_that_are_gone_are_named(told: Told) -> None:
    told.tamperer.run(f"DELETE FROM document_file WHERE document_id = {told.paper['document_id']}")

    assert f"{told.paper['number']}：存档的 PDF 没有了" in told.named()


@pytest.mark.parametrize("column", columns("attachment"))
def test_a_changed_attachment_is_named(told: Told, column: str) -> None:
    row = told.attachment()

    other = 7 if row[column] is None else changed(row[column])

    told.tamperer.change("attachment", column, other, told.is_attachment)

    assert f"{told.case_name} 电子件" in told.named()


@pytest.mark.parametrize("column", columns("attachment_file"))
def test_a_changed_file_of_an_attachment_is_named(told: Told, column: str) -> None:
    row = told.attachment()
    where = f"sha256 = '{row['sha256']}'"
    (file,) = told.tamperer.rows(f"SELECT * FROM attachment_file WHERE {where}")
    value = file[column]
    other = changed_byte(bytes(value), 40) if column == "content" else changed(value)

    told.tamperer.change("attachment_file", column, other, where)

    assert f"{told.case_name} 电子件“{row['name']}”：电子件的" in told.named()


def test_an_attachment_that_is_gone_is_named(told: Told) -> None:
    row = told.attachment()

    told.tamperer.run(f"DELETE FROM attachment WHERE {told.is_attachment}")

    missing = "经过里有这个电子件，库里没有"
    assert f"{told.case_name} 电子件 {row['attachment_id']}：{missing}" in told.named()


def test_bytes_that_no_case_uses_are_named(on_file: Told) -> None:
    """On a server nobody sees them: bytes are shown through an attachment alone."""
    row = on_file.attachment()

    on_file.tamperer.run(f"DELETE FROM attachment WHERE sha256 = '{row['sha256']}'")

    assert f"文件 {row['sha256'][:12]}：存着一个文件，没有办件用它" in on_file.named()


def test_bytes_of_an_attachment_that_are_gone_are_named(told: Told) -> None:
    row = told.attachment()

    told.tamperer.run(f"DELETE FROM attachment_file WHERE sha256 = '{row['sha256']}'")

    assert f"电子件“{row['name']}”：电子件的登记还在，文件没有了" in told.named()


@pytest.mark.parametrize("column", columns("template_text"))
def test_a_changed_template_is_named(told: Told, column: str) -> None:
    digest = told.paper["template_digest"]
    (template,) = told.tamperer.rows(f"SELECT * FROM template_text WHERE digest = '{digest}'")

    told.tamperer.change("template_text", column, changed(template[column]), f"digest = '{digest}'")

    named = told.named()
    assert f"{digest[:12]}：" in named or f"{told.paper['number']}：" in named


@pytest.mark.parametrize("column", columns("item_version"))
def test_a_changed_item_is_named(told: Told, column: str) -> None:
    where = f"item_id = '{told.case['item_id']}' AND version = {told.case['item_version']}"
    (item,) = told.tamperer.rows(f"SELECT * FROM item_version WHERE {where}")

    told.tamperer.change("item_version", column, changed(item[column]), where)

    assert f"{told.case['item_id']} 第 {told.case['item_version']} 版" in told.named()


def test_an_item_that_was_forged_whole_is_named(told: Told) -> None:
    """Text and digest fit each other, but not what the case was accepted under."""
    where = f"item_id = '{told.case['item_id']}'"
    (item,) = told.tamperer.rows(f"SELECT * FROM item_version WHERE {where}")
    body = item["body"].replace("残疾人", "老年人")

    told.tamperer.change("item_version", "body", body, where)
    told.tamperer.change("item_version", "digest", sha256(body.encode()).hexdigest(), where)

    assert f"{told.case_name}：受理时的事项版本被换过" in told.named()


def test_an_event_that_was_forged_whole_breaks_the_chain_after_it(told: Told) -> None:
    event = told.events[1]
    where = f"case_id = {event['case_id']} AND seq = {event['seq']}"
    text = event["text"].replace('"cause":""', '"cause":"代办"')
    assert text != event["text"]

    told.tamperer.change("case_event", "text", text, where)
    told.tamperer.change("case_event", "hash", sha256(text.encode()).hexdigest(), where)

    assert f"{told.case_name} 第 3 步：和上一步接不上" in told.named()


def test_a_case_that_is_gone_with_all_its_rows_is_named(told: Told) -> None:
    case_id = told.case["case_id"]
    papers = told.tamperer.rows(f"SELECT * FROM document WHERE case_id = {case_id}")
    for table in TABLES:
        if table in {"render_queue", "document_file"}:
            ids = f"SELECT document_id FROM document WHERE case_id = {case_id}"
            told.tamperer.run(f"DELETE FROM {table} WHERE document_id IN ({ids})")
        elif "case_id" in columns(table):
            told.tamperer.run(f"DELETE FROM {table} WHERE case_id = {case_id}")

    named = told.named()
    digits = told.case["number"]
    assert f"办件编号 {digits[:9]} {digits[11:19]}：号取过，对应的办件或文书没有了" in named
    assert f"第 {int(digits[19:])} 号" in named
    for paper in papers:
        organ, kind, year = paper["line"].split("|")[1:]
        assert f"{organ} {PAPER_TITLE[kind]}〔{year}〕：号取过" in named


def test_a_case_whose_row_alone_is_gone_is_named(told: Told) -> None:
    told.tamperer.run(f"DELETE FROM case_ WHERE case_id = {told.case['case_id']}")

    assert f"{told.case_name} 第 1 步：经过还在，办件没有了" in told.named()


def test_a_case_whose_events_are_gone_is_named(told: Told) -> None:
    told.tamperer.run(f"DELETE FROM case_event WHERE case_id = {told.case['case_id']}")

    assert f"{told.case_name}：办件还在，经过没有了" in told.named()


@pytest.mark.parametrize(
    ("place", "told_so"),
    [(0, "前面少了第 1 步"), (2, "前面少了第 3 步"), (-1, "少了步骤")],
    ids=["first", "middle", "last"],
)
def test_an_event_that_is_gone_is_named(told: Told, place: int, told_so: str) -> None:
    event = told.events[place]
    told.tamperer.run(
        f"DELETE FROM case_event WHERE case_id = {event['case_id']} AND seq = {event['seq']}"
    )

    lines = [line for line in told.named().splitlines() if told.case_name in line]
    assert any(told_so in line for line in lines)


def test_a_paper_that_is_gone_is_named(told: Told) -> None:
    paper_id = told.paper["document_id"]
    for table in ("print_job", "document_file", "document"):
        told.tamperer.run(f"DELETE FROM {table} WHERE document_id = {paper_id}")

    assert f"{told.paper['number']}：经过里有这份文书，库里没有" in told.named()


@pytest.mark.parametrize(("column", "step"), [("last", 1), ("first", -1)])
def test_a_number_without_a_case_or_paper_is_named(told: Told, column: str, step: int) -> None:
    (line,) = told.tamperer.rows("SELECT * FROM number_line WHERE line LIKE '%|approval|%'")
    where = f"line = '{line['line']}'"

    told.tamperer.change("number_line", column, line[column] + step, where)

    organ, kind, year = line["line"].split("|")[1:]
    serial = line[column] + step
    expected = (
        f"{organ} {PAPER_TITLE[kind]}〔{year}〕：号取过，对应的办件或文书没有了：第 {serial} 号"
    )
    assert expected in told.named()


def test_a_number_that_was_taken_back_is_named(told: Told) -> None:
    (line,) = told.tamperer.rows("SELECT * FROM number_line WHERE line LIKE '%|approval|%'")

    told.tamperer.change("number_line", "last", 0, f"line = '{line['line']}'")

    assert "号没有取过却在用：第 1 号" in told.named()


def test_a_number_that_is_used_twice_is_named(told: Told) -> None:
    first, second = told.tamperer.rows("SELECT * FROM case_ ORDER BY case_id")[:2]
    number = f"{first['number'][:9]}99{first['number'][11:]}"

    told.tamperer.change("case_", "number", number, f"case_id = {second['case_id']}")

    named = told.named()
    assert f"号用了两次：第 {int(number[19:])} 号" in named
    assert f"{CaseNumber(second['number']).grouped}：办件的“办件编号”" in named


@pytest.mark.parametrize(
    ("table", "column"), [("case_event", "text"), ("document", "facts"), ("case_", "body")]
)
def test_text_that_is_no_text_any_more_is_named(on_file: Told, table: str, column: str) -> None:
    """A bad sector leaves bytes that are no UTF-8; verify goes on and names the rest too."""
    case_id = on_file.case["case_id"]
    on_file.tamperer.run(
        f"UPDATE {table} SET {column} = CAST(X'7BFF80' AS TEXT) WHERE case_id = {case_id}"
    )

    assert on_file.case_name in on_file.named() or on_file.paper["number"] in on_file.named()


@pytest.mark.parametrize("value", ["2026-09-18 01:01:00.000000+00:00", "never", 7])
def test_a_moment_that_was_written_by_somebody_else_is_named(on_file: Told, value: object) -> None:
    where = f"case_id = {on_file.case['case_id']} AND seq = 1"

    on_file.tamperer.change("case_event", "at", value, where)

    assert f"{on_file.case_name} 第 1 步：这一步的“时间”" in on_file.named()


@pytest.mark.parametrize(
    ("table", "column", "value", "verdict"),
    [
        ("case_", "holder", "somebody", PaperVerdict.GENUINE),
        ("case_event", "text", None, PaperVerdict.CHAIN_CHANGED),
        ("case_event", "text", "no event at all", PaperVerdict.CHAIN_CHANGED),
        ("document", "facts", None, PaperVerdict.ROW_CHANGED),
        ("document_file", "pdf", None, PaperVerdict.BYTES_CHANGED),
    ],
)
def test_one_paper_is_checked_by_its_number(
    told: Told, table: str, column: str, value: str | None, verdict: PaperVerdict
) -> None:
    where = told.is_paper if "document_id" in columns(table) else told.is_case
    where += " AND seq = 1" if "seq" in columns(table) else ""
    (row,) = told.tamperer.rows(f"SELECT {column} FROM {table} WHERE {where}")

    told.tamperer.change(table, column, value or changed(row[column]), where)

    assert check_paper(told.session.bench, told.paper["number"]).verdict is verdict


def test_another_file_is_not_the_paper(told: Told) -> None:
    (file,) = told.tamperer.rows(f"SELECT pdf FROM document_file WHERE {told.is_paper}")
    pdf = bytes(file["pdf"])

    verdicts = [
        check_paper(told.session.bench, told.paper["number"], shown).verdict
        for shown in (pdf, changed_byte(pdf, 99))
    ]

    assert verdicts == [PaperVerdict.GENUINE, PaperVerdict.OTHER_FILE]


def _named_after_change(told: Told, event: Row, column: str) -> str:
    where = f"case_id = {event['case_id']} AND seq = {event['seq']}"
    told.tamperer.change("case_event", column, changed(event[column]), where)
    return told.named()
