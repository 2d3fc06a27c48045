"""The catalogue is taken over from files: all or nothing, every bad row told with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.long_runs import tries
from tests.services.catalogue import READY, Admission, open_catalogue
from tests.services.counter import IMMEDIATE, PROMISE, SITUATED, Counter
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import ITEM_FIELDS, PARTS, FieldKind, FieldSpec
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_parts import Question, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.catalogue_import import CatalogueExchange, ImportReport
from windowdesk.services.catalogue_sheets import sheets_of
from windowdesk.services.paper_port import Renderer
from windowdesk.services.spreadsheet_port import Sheet, SheetRow

FILES = SpreadsheetFiles()
FULL = replace(
    SITUATED,
    item_id="FULL-1",
    code="0012",
    name="农村宅基地审批（全）",
    special_procedures=(SpecialProcedure("听证", "《行政许可法》第四十五条", None),),
    questions=(Question("要本人来吗？", "可以托人来，\n带委托书。"),),
    state=ItemState.PROPOSED,
    version=1,
    effective_from=None,
)
BASE = (FULL, READY, IMMEDIATE)


@pytest.fixture
def centre(tmp_path: Path, renderer: Renderer) -> Iterator[Counter]:
    opened = open_catalogue(tmp_path, renderer)
    yield opened
    opened.close()


@pytest.fixture
def exchange(centre: Counter) -> CatalogueExchange:
    return centre.at("admin").exchange


def stored(centre: Counter) -> tuple[int, int, int]:
    return tuple(  # type: ignore[return-value]  # three counts
        centre.count(table) for table in ("item_draft", "item_admission", "item_version")
    )


def with_cell(one: Sheet, line: int, head: str, text: str) -> Sheet:
    """Return a sheet with another text in one cell."""
    place = one.rows[0].cells.index(head)

    def row(found: SheetRow) -> SheetRow:
        cells = list(found.cells)
        cells[place] = text
        return replace(found, cells=tuple(cells))

    return replace(one, rows=tuple(row(r) if r.line == line else r for r in one.rows))


def write(path: Path, *found: Item, **cells: tuple[int, str, str]) -> Path:
    """Write items; ``cells`` are changed ones: sheet=(line, head, text)."""
    sheets = {one.name: one for one in sheets_of(found)}
    for name, (line, head, text) in cells.items():
        sheets[name] = with_cell(sheets[name], line, head, text)
    FILES.write(path, tuple(sheets.values()))
    return path


def test_a_whole_export_comes_back_unchanged(
    tmp_path: Path, centre: Counter, exchange: CatalogueExchange
) -> None:
    before = stored(centre)
    for name in ("all.xlsx", "folder"):
        count = exchange.export(tmp_path / name)
        report = exchange.take(tmp_path / name)
        assert (report.new, report.changed, report.faults) == ((), (), ())
        assert report.unchanged == count == len(centre.at("admin").catalogue.entries())
    assert stored(centre) == before


def test_new_and_changed_rows_become_drafts_and_nothing_else_moves(
    tmp_path: Path, centre: Counter, exchange: CatalogueExchange
) -> None:
    shorter = replace(PROMISE, promised_limit=TimeLimit(3, LimitUnit.WORKDAY))
    path = write(tmp_path / "in.xlsx", FULL, shorter, IMMEDIATE)
    looked = exchange.look(path)
    assert stored(centre)[:2] == (0, 0)
    report = exchange.take(path)
    assert report == looked
    assert [item.item_id for item in report.new] == ["FULL-1"]
    (changed,) = report.changed
    assert [(c.label, c.before, c.after) for c in changed.changes] == [
        ("承诺期限", "8个工作日", "3个工作日")
    ]
    assert report.unchanged == 1
    assert report.summary == "新增 1 项，改动 1 项，不变 1 项。"
    desk = centre.at("admin").catalogue
    draft = desk.view(PROMISE.item_id).entry.draft
    assert draft is not None
    assert (draft.item.version, draft.item.effective_from) == (2, None)
    fresh = desk.view("FULL-1").entry.item
    assert fresh == replace(FULL, version=1)
    assert exchange.take(path).summary == "新增 0 项，改动 0 项，不变 3 项。"


def test_an_import_throws_an_assessed_draft_back(
    tmp_path: Path, centre: Counter, exchange: CatalogueExchange
) -> None:
    draft = Admission.at(centre).approved(READY.item_id)
    exchange.take(write(tmp_path / "in.xlsx", replace(draft.item, visits=1)))
    entry = centre.at("admin").catalogue.view(READY.item_id).entry
    assert entry.draft is not None
    assert (entry.draft.state, entry.draft.item.visits) == (ItemState.PROPOSED, 1)


def test_columns_and_sheets_that_are_not_there_leave_what_there_is(
    tmp_path: Path, exchange: CatalogueExchange
) -> None:
    path = tmp_path / "事项.csv"
    path.write_text("事项编号,咨询电话\nhousing,0874-5550009\n", encoding="utf-8")
    report = exchange.take(path)
    (changed,) = report.changed
    assert changed.after.phone == "0874-5550009"
    assert changed.after.materials == SITUATED.materials
    emptied = sheets_of([SITUATED])
    FILES.write(tmp_path / "all", [replace(s, rows=s.rows[: 1 if s.name == "材料" else 9])
                                   for s in emptied])  # fmt: skip
    (now,) = exchange.look(tmp_path / "all").changed
    assert now.after.materials == ()


CERTAIN = {
    FieldKind.LIMIT: "20",
    FieldKind.AMBER: "3",
    FieldKind.CHOICE: "不知道哪种",
    FieldKind.TRUTH: "也许",
    FieldKind.NUMBER: "两份",
    FieldKind.DAY: "明年",
}


@dataclass(frozen=True)
class Spoil:
    """One cell that cannot be read any more."""

    sheet: str
    line: int
    spec: FieldSpec

    @property
    def text(self) -> str:
        return CERTAIN.get(self.spec.kind, "坏\x07字")


def _places() -> list[Spoil]:
    specs = {"事项": ITEM_FIELDS} | {part.label: part.fields for part in PARTS}
    return [
        Spoil(one.name, row.line, spec)
        for one in sheets_of(BASE)
        if one.name in specs
        for row in one.rows[1:]
        for spec in specs[one.name]
        if not spec.of_log and spec.name != "item_id"
    ]


PLACES = _places()


@given(places=st.lists(st.integers(0, len(PLACES) - 1), min_size=1, max_size=6, unique=True))
@settings(
    max_examples=tries(120, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_spoiled_cell_is_told_with_its_place_and_nothing_is_taken(
    centre: Counter, exchange: CatalogueExchange, tmp_path: Path, places: list[int]
) -> None:
    spoils = [PLACES[place] for place in places]
    sheets = {one.name: one for one in sheets_of(BASE)}
    for one in spoils:
        sheets[one.sheet] = with_cell(sheets[one.sheet], one.line, one.spec.label, one.text)
    FILES.write(tmp_path / "in", tuple(sheets.values()))
    before = stored(centre)
    report = exchange.take(tmp_path / "in")
    told = {(fault.sheet, fault.line, fault.column) for fault in report.faults}
    assert told == {(one.sheet, one.line, one.spec.label) for one in spoils}
    assert_clear(report)
    assert stored(centre) == before


def assert_clear(report: ImportReport) -> None:
    for fault in report.faults:
        assert fault.sheet
        assert fault.wrong.endswith("。"), fault
        assert not fault.write or fault.write.endswith("。"), fault
        assert "Error" not in fault.text
    assert report.is_clean or report.summary.startswith(f"有 {len(report.faults)} 处要改，什么都没")


GOOD = {name: sheets_of(BASE) for name in ("in.xlsx", "in")}


@dataclass(frozen=True)
class Scribble:
    """One thing done to a file: ``at`` is how far in, in thousandths."""

    way: str
    at: int
    noise: bytes
    length: int

    def on(self, raw: bytes) -> bytes:
        place = len(raw) * self.at // 1000
        before, after = raw[:place], raw[place:]
        ways = {
            "cut": before,
            "drop": before + after[self.length :],
            "put": before + self.noise + after,
            "flip": before + bytes(b ^ self.length for b in after[:1]) + after[1:],
            "double": before + after[:200] + after,
        }
        return ways[self.way]


SCRIBBLES = st.builds(
    Scribble,
    way=st.sampled_from(("cut", "drop", "put", "flip", "double")),
    at=st.integers(0, 1000),
    noise=st.sampled_from((b'"', b",", b"\n", b"\x00", b"\xff", b"=1", b"<", b"PK")),
    length=st.integers(1, 40),
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    FILES.write(folder / "in.xlsx", GOOD["in.xlsx"])
    FILES.write(folder / "in", GOOD["in"])
    return folder


@pytest.mark.parametrize("name", ["in.xlsx", "in/事项.csv", "in/材料.csv"])
@given(scribbles=st.lists(SCRIBBLES, min_size=1, max_size=4))
@settings(
    max_examples=tries(60, 200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_scribbled_file_is_told_or_means_something_and_never_half_taken(  # noqa: PLR0917  fixtures
    good: Path,
    tmp_path: Path,
    centre: Counter,
    exchange: CatalogueExchange,
    name: str,
    scribbles: list[Scribble],
) -> None:
    FILES.write(tmp_path / "in", GOOD["in"])
    path = tmp_path / name
    path.write_bytes(reduce(lambda raw, one: one.on(raw), scribbles, (good / name).read_bytes()))
    before = stored(centre)
    asked = path if name.endswith("xlsx") else tmp_path / "in"
    told, report = looked(exchange, asked)
    assert told.endswith("。")
    if report is not None:
        assert_clear(report)
        if not report.is_clean:
            assert exchange.take(asked).faults == report.faults
    assert stored(centre) == before


def looked(exchange: CatalogueExchange, path: Path) -> tuple[str, ImportReport | None]:
    """Return what is said of a file, and the report if it could be read at all."""
    try:
        report = exchange.look(path)
    except DomainError as problem:
        return problem.text, None
    return report.summary, report


FAULTY: tuple[tuple[str, str, str], ...] = (
    ("事项.csv", "事项编号,名字\nA,b\n", "事项 第 1 行 “B 列”：没有叫“名字”的栏。"),
    ("事项.csv", "名字\nb\n", "事项 第 1 行 “事项编号”：第一行里没有这一栏。"),
    ("事项.csv", "事项编号,事项名称,事项名称\n", "“事项名称”：这一栏有两列。"),
    ("事项.csv", "事项编号,\nA,b\n", "事项 第 1 行 “B 列”：这一列没有栏名。"),
    ("事项.csv", "事项编号,收费\n,免费\n", "事项 第 2 行 “事项编号”：这一行没有事项编号。"),
    ("事项.csv", "事项编号,收费\nhousing,否\nhousing,否\n", "在第 2 行已经有了"),
    ("事项.csv", "事项编号,收费\nhousing,=1+1\n", "事项 第 2 行 “收费”：这一格是公式。"),
    ("名单.csv", "事项编号\nA\n", "没有叫“名单”的表"),
    ("事项.csv", "", "这张表是空的"),
    (
        "事项.csv",
        "事项编号,事项名称,事项类型,决定层级,办件类型,申请人\nN1,一,行政许可,乡,承诺件,自然人\nN2\n",
        "事项 第 3 行 “事项名称”：事项名称空着。",
    ),
    ("事项.csv", "事项编号,事项名称\nNEW,新事项\n", "“事项类型”：事项类型空着。"),
)


@pytest.mark.parametrize(("name", "text", "told"), FAULTY)
def test_a_table_that_people_got_wrong_is_told_in_their_words(
    tmp_path: Path, exchange: CatalogueExchange, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    report = exchange.take(tmp_path / name)
    assert told in "\n".join(fault.text for fault in report.faults)
    assert_clear(report)


def test_rows_that_contradict_each_other_are_told_at_the_row(
    tmp_path: Path, exchange: CatalogueExchange
) -> None:
    path = write(tmp_path / "in", FULL, 材料=(3, "什么情形要", "nobody"))
    (fault,) = exchange.take(path).faults
    assert (fault.sheet, fault.line) == ("材料", 3)
    assert "“原权属证书”的条件写了 nobody，没有这个情形" in fault.text


def test_a_material_of_an_item_that_is_not_in_the_file_is_told(
    tmp_path: Path, exchange: CatalogueExchange
) -> None:
    path = write(tmp_path / "in", FULL, 材料=(2, "事项编号", "FULL-2"))
    (fault,) = exchange.take(path).faults
    assert fault.text == (
        "材料 第 2 行 “事项编号”：事项表里没有编号“FULL-2”。照事项表第一栏写，或者在事项表补一行。"
    )


def test_only_whoever_manages_the_catalogue_imports(tmp_path: Path, centre: Counter) -> None:
    path = write(tmp_path / "in", FULL)
    with pytest.raises(NotPermitted):
        centre.at().exchange.take(path)
    assert stored(centre)[0] == 0


def test_empty_sheets_can_be_filled_in(tmp_path: Path, exchange: CatalogueExchange) -> None:
    exchange.export(tmp_path / "blank.xlsx", blank=True)
    names = [one.name for one in FILES.read(tmp_path / "blank.xlsx")]
    assert names == ["事项", "情形", "材料", "特别程序", "环节时限", "常见问题", "说明"]
    report = exchange.take(tmp_path / "blank.xlsx")
    assert (report.faults, report.unchanged) == ((), 0)
