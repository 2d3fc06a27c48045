"""From the TOML of a template to its checked blocks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from windowdesk.reports.ask_reader import read_asks
from windowdesk.reports.markup import Markup
from windowdesk.reports.template import (
    GROUP_MM,
    ROLL_AREA_MM,
    TYPE_AREA_MM,
    Align,
    Block,
    CellSpec,
    Column,
    Condition,
    FieldsBlock,
    GridCell,
    HandCell,
    ListBlock,
    PaperKind,
    ParagraphBlock,
    ParagraphStyle,
    RulerBlock,
    SignatureBlock,
    Signer,
    SlipsBlock,
    StubBlock,
    Template,
    TickCell,
    TimeFields,
    TitleBlock,
)
from windowdesk.reports.template_reader import TableReader, Vocabulary
from windowdesk.services.facts import FACTS, ROW_FACTS
from windowdesk.services.sheet_facts import SheetKind

_PAPER_WORDS = Vocabulary.of(FACTS, ROW_FACTS)
_TOP_KEYS = ("code", "kind_code", "title", "version", "paper", "number", "copies", "ask", "block")
_SHEET_KEYS = ("code", "kind_code", "title", "version", "paper", "running", "block")
_NUMBER_FACTS = frozenset({"organ.short", "year", "serial"})
_PAIR = 2
_COUNT_WORDS = "零一两三四五六七八九"
_WIDTH_TOLERANCE_MM = 0.05


def load_template(file: str, text: str) -> Template:
    """Read the TOML ``text`` of a paper; EnvironmentProblem names ``file`` and what to write."""
    top = TableReader.of_text(file, text, _PAPER_WORDS)
    top.refuse_others(_TOP_KEYS)
    template = replace(
        _bare(top),
        kind_code=_matching(top, "kind_code", r"[0-9]{2}", "01"),
        number=_number(top),
        copies=top.texts("copies", '["申请人", "案卷"]'),
    )
    _check_shape(top, template)
    return replace(template, asks=read_asks(top, template))


def load_sheet(file: str, text: str, kind: SheetKind) -> Template:
    """Read the TOML ``text`` of a free sheet; it may ask for the words of its kind only."""
    top = TableReader.of_text(file, text, Vocabulary.of(kind.facts, kind.rows))
    top.refuse_others(_SHEET_KEYS)
    template = _bare(top)
    if top.has("kind_code"):
        code = _matching(top, "kind_code", r"[0-9]{2}", "00")
        template = replace(template, kind_code=code)
    if top.has("running"):
        running = top.markup(top.text("running", "{item.name}"))
        template = replace(template, running=running)
    _check_shape(top, template)
    return template


def _bare(top: TableReader) -> Template:
    is_slip = top.value("paper") == PaperKind.SLIP
    area = ROLL_AREA_MM if is_slip else TYPE_AREA_MM
    return Template(
        code=top.text("code", "receipt"),
        kind_code="",
        title=top.text("title", "受理通知书"),
        version=int(top.number("version", "1")),
        paper=top.choice("paper", PaperKind),
        number="",
        copies=("",),
        blocks=tuple(_block(one) for one in top.wide(area).tables("block", "第 {} 块")),
    )


def _check_shape(top: TableReader, template: Template) -> None:
    titles = [block for block in template.blocks if isinstance(block, TitleBlock)]
    if len(titles) != 1 or template.blocks[0] is not titles[0]:
        raise top.problem('要有一个标题，而且是第 1 块：kind = "title"')
    if template.has_stub and not isinstance(template.blocks[-1], StubBlock):
        raise top.problem("存根只能有一个，放在最后一块")
    if template.paper is PaperKind.SLIP:
        _check_slip(top, template)
    for block in template.blocks:
        if isinstance(block, ParagraphBlock) and block.style is ParagraphStyle.COPIES:
            _check_copies(top, template, block)


def _check_slip(top: TableReader, template: Template) -> None:
    """Refuse what a narrow roll has no room for."""
    for block in template.blocks:
        if not isinstance(block, TitleBlock | ParagraphBlock | FieldsBlock):
            raise top.problem("小票里只能有 title、paragraph 和 fields")
        if isinstance(block, FieldsBlock) and len(block.widths_mm) != _PAIR:
            raise top.problem("小票的 fields 只有两格：栏目和内容，例如 widths = [17, 55]")


def _check_copies(top: TableReader, template: Template, block: ParagraphBlock) -> None:
    """Refuse a copies line that is not true: as many as are printed, each naming its owner."""
    plain = "".join(getattr(segment, "text", "") for line in block.text.lines for segment in line)
    count = len(template.copies)
    if f"一式{_COUNT_WORDS[count]}份" not in plain:
        raise top.problem(f"份数说明要与 copies 一致，写“一式{_COUNT_WORDS[count]}份”")
    for copy in template.copies:
        if copy not in plain:
            raise top.problem(f"份数说明没有写“{copy}”那一份交给谁")


def _matching(reader: TableReader, key: str, pattern: str, example: str) -> str:
    value = reader.text(key, example)
    if not re.fullmatch(pattern, value):
        raise reader.problem(f'“{key}”写成 {key} = "{example}" 这样')
    return value


def _number(top: TableReader) -> str:
    example = "{organ.short}受〔{year}〕{serial}号"
    text = top.text("number", example)
    found = {slot.name for slot in top.markup(text).slots()}
    if found != _NUMBER_FACTS:
        raise top.problem(f'“number”要写成 number = "{example}" 这样，三个占位符一个不少')
    return text


def _block(reader: TableReader) -> Block:
    kind = reader.text("kind", "paragraph")
    if kind not in _KINDS:
        raise reader.problem(f"不认识 kind = “{kind}”，可用的有 {'、'.join(_KINDS)}")
    keys, read = _KINDS[kind]
    reader.refuse_others(("kind", "when", *keys))
    return read(reader)


def _when(reader: TableReader) -> Condition | None:
    if not reader.has("when"):
        return None
    text = reader.text("when", "immediate")
    name = text.removeprefix("!")
    if not reader.is_fact(name) and not reader.is_list(name):
        raise reader.problem(f"“when”里没有叫 {name} 的占位符，可用的名字见 reports/README.md")
    return Condition(name, negated=text.startswith("!"))


def _title(reader: TableReader) -> TitleBlock:
    return TitleBlock(reader.markup(reader.text("text", "受理通知书")), when=_when(reader))


def _paragraph(reader: TableReader) -> ParagraphBlock:
    return ParagraphBlock(
        text=reader.markup(reader.text("text", "本机关决定予以受理。")),
        style=reader.choice("style", ParagraphStyle, ParagraphStyle.BODY),
        to=reader.markup(reader.text("to", "{applicant.name}")) if reader.has("to") else None,
        when=_when(reader),
    )


def _fields(reader: TableReader) -> FieldsBlock:
    title = reader.text("title", "时限") if reader.has("title") else ""
    group = reader.text("group", "登记") if reader.has("group") else ""
    widths = _widths(reader, GROUP_MM if group else 0.0)
    if not reader.has("each"):
        rows = _rows(reader, widths)
        return FieldsBlock(widths, rows, title, group=group, when=_when(reader))
    each, of_list = _of_each(reader)
    return FieldsBlock(widths, _rows(of_list, widths), title, each, group, when=_when(reader))


def _slips(reader: TableReader) -> SlipsBlock:
    widths = _widths(reader)
    each, rows = _of_each(reader)
    note = rows.markup(reader.text("note", "{name}头一次登录时换密码。"))
    return SlipsBlock(each, widths, _rows(rows, widths), note, when=_when(reader))


def _ruler(reader: TableReader) -> RulerBlock:
    width, height = reader.number("width", "150"), reader.number("height", "60")
    if width > TYPE_AREA_MM:
        raise reader.problem(f"width 最多 {TYPE_AREA_MM:g} 毫米")
    return RulerBlock(width, height, when=_when(reader))


def _widths(reader: TableReader, taken: float = 0.0) -> tuple[float, ...]:
    widths = reader.numbers("widths", "[38, 44, 24, 50]")
    _check_sum(reader, "widths", sum(widths), reader.area_mm - taken)
    return widths


def _of_each(reader: TableReader) -> tuple[str, TableReader]:
    """Return the name of a list, and the same table where its words are known too."""
    each = reader.text("each", "materials")
    if not reader.is_list(each):
        raise reader.problem(f"没有叫 {each} 的清单，可用的有 {'、'.join(reader.lists_known)}")
    return each, reader.with_row_of(each, alone=False)


def _stub(reader: TableReader) -> StubBlock:
    widths = _widths(reader)
    sign = reader.text("sign", "提交人签名")
    return StubBlock(widths, _rows(reader, widths), sign, when=_when(reader))


def _rows(reader: TableReader, widths: tuple[float, ...]) -> tuple[tuple[CellSpec, ...], ...]:
    found = []
    for n, row in enumerate(reader.lists("rows", '[["事项", "{item.name}"]]'), 1):
        if not row or len(row) % 2 or len(row) > len(widths):
            raise reader.problem(f"rows 第 {n} 行要一个栏目一个内容地写，最多 {len(widths)} 格")
        spans = [*widths[: len(row) - 1], sum(widths[len(row) - 1 :])]
        found.append(tuple(_cell(reader, n, cell, w) for cell, w in zip(row, spans, strict=True)))
    return tuple(found)


def _cell(reader: TableReader, row: int, cell: object, width: float) -> CellSpec:
    if isinstance(cell, str):
        return reader.markup(cell)
    if not isinstance(cell, dict):
        raise reader.problem(f"rows 第 {row} 行有一格既不是文字也不是花括号")
    inner = reader.inner(f" rows 第 {row} 行", cell)
    for key, read in _CELLS.items():
        if key in cell:
            return read(inner, width)
    raise inner.problem("花括号里要有 tick（勾选）、ticks（多选）、hand（手写）或者 each（小表）")


def _tick(reader: TableReader, width: float) -> TickCell:
    del width
    key = "ticks" if reader.has("ticks") else "tick"
    reader.refuse_others((key, "of"))
    options = reader.texts("of", '["窗口自取", "邮寄"]')
    value = reader.markup(reader.text(key, "{issue_by}"))
    return TickCell(value, tuple(map(reader.markup, options)), many=key == "ticks")


def _hand(reader: TableReader, width: float) -> HandCell:
    del width
    reader.refuse_others(("hand", "text", "time"))
    text = reader.markup(reader.text("text", "上列文书已收到。")) if reader.has("text") else None
    time = reader.choice("time", TimeFields, TimeFields.NONE)
    return HandCell(reader.number("hand", "25"), text, time)


def _grid(reader: TableReader, width: float) -> GridCell:
    reader.refuse_others(("each", "columns"))
    each, columns = _columns(reader, width)
    return GridCell(each, columns)


def _list(reader: TableReader) -> ListBlock:
    each, columns = _columns(reader, TYPE_AREA_MM)
    total: Markup | None = None
    if reader.has("total"):
        total = reader.markup(reader.text("total", "{total}"))
    title = reader.text("title", "收到的材料") if reader.has("title") else ""
    return ListBlock(each, columns, title, total, when=_when(reader))


def _columns(reader: TableReader, width: float) -> tuple[str, tuple[Column, ...]]:
    each, _rows_too = _of_each(reader)
    rows = reader.with_row_of(each, alone=True)
    columns = []
    for n, column in enumerate(reader.lists("columns", '[["序号", "{#}", 10]]'), 1):
        columns.append(_column(rows.inner(f" columns 第 {n} 列", {"column": column}), column))
    _check_sum(reader, "columns", sum(c.width_mm for c in columns), width)
    return each, tuple(columns)


def _column(reader: TableReader, parts: list[object]) -> Column:
    match parts:
        case [str(head), str() | dict() as text, int() | float() as width] if width > 0:
            return Column(head, _column_text(reader, text), float(width), Align.CENTRE)
        case [str(head), str() | dict() as text, int() | float() as width, "left"] if width > 0:
            return Column(head, _column_text(reader, text), float(width), Align.LEFT)
    raise reader.problem('要写成 ["材料名称", "{name}", 68, "left"]，居中的不写 "left"')


def _column_text(reader: TableReader, text: str | dict[str, object]) -> Markup | TickCell:
    return reader.markup(text) if isinstance(text, str) else _tick(reader.inner("", text), 0)


def _check_sum(reader: TableReader, key: str, found: float, wanted: float) -> None:
    if abs(found - wanted) > _WIDTH_TOLERANCE_MM:
        raise reader.problem(f"{key} 的宽度加起来是 {found:g} 毫米，要正好 {wanted:g}")


def _signature(reader: TableReader) -> SignatureBlock:
    try_list = not isinstance(reader.value("of"), str)
    labels = reader.texts("of", '["收件人（章）", "提交人签名"]') if try_list else ()
    single = "" if try_list else reader.text("of", "organ")
    signer = Signer(single) if single in [s.value for s in Signer] else None
    if single and signer is None:
        labels = (single,)
    return SignatureBlock(
        signer=signer,
        labels=labels,
        time=reader.choice("time", TimeFields, TimeFields.NONE),
        seal=reader.text("seal", "行政审批专用章") if reader.has("seal") else "",
        when=_when(reader),
    )


_KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[TableReader], Block]]] = {
    "title": (("text",), _title),
    "paragraph": (("text", "to", "style"), _paragraph),
    "fields": (("widths", "rows", "title", "each", "group"), _fields),
    "list": (("each", "columns", "title", "total"), _list),
    "signature": (("of", "time", "seal"), _signature),
    "stub": (("widths", "rows", "sign"), _stub),
    "slips": (("each", "widths", "rows", "note"), _slips),
    "ruler": (("width", "height"), _ruler),
}
_CELLS: Mapping[str, Callable[[TableReader, float], CellSpec]] = {
    "tick": _tick,
    "ticks": _tick,
    "hand": _hand,
    "each": _grid,
}
