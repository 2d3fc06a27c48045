"""``[[ask]]`` of a template: what somebody types before the paper can be issued."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST
from windowdesk.reports.demands import demands_of
from windowdesk.reports.markup import Literal, Slot
from windowdesk.reports.template import Template, TickCell
from windowdesk.reports.template_reader import TableReader
from windowdesk.services.paper_asks import AskedFact, AskKind
from windowdesk.services.request_facts import ASKED_NAMES

_KEYS = ("fact", "label", "kind", "required", "of", "default")
_OF_LIST = frozenset((AskKind.CHOICE, AskKind.TICKS))


def read_asks(top: TableReader, template: Template) -> tuple[AskedFact, ...]:
    """Return what a template asks for; EnvironmentProblem says which ask and what to write."""
    if not top.has("ask"):
        return ()
    if template.code not in PAPERS_ON_REQUEST:
        raise top.problem("只有另出的文书能写 [[ask]]，其他文书的内容由办件来。删去 [[ask]]")
    readers = top.tables("ask", "第 {} 个 [[ask]]")
    asks = tuple(_ask(reader) for reader in readers)
    names = demands_of(template).names
    for n, (reader, ask) in enumerate(zip(readers, asks, strict=True)):
        if ask.fact in {other.fact for other in asks[:n]}:
            raise reader.problem(f"{ask.fact} 前面已经要填过，一项只写一次")
        if ask.fact not in names:
            raise reader.problem(f"{ask.fact} 填了没有地方印，在块里用上它，或者删去这一项")
        _check_options(reader, ask, template)
    return asks


def _ask(reader: TableReader) -> AskedFact:
    reader.refuse_others(_KEYS)
    fact = reader.text("fact", "reply.text")
    if fact not in ASKED_NAMES:
        raise reader.problem(f"{fact} 不能让人填。能填的名字见 reports/README.md“要填的内容”")
    kind = reader.choice("kind", AskKind, AskKind.LINE)
    if kind not in _OF_LIST and reader.has("of"):
        raise reader.problem('“of”只有 kind = "choice" 和 "ticks" 用')
    return AskedFact(
        fact=fact,
        label=reader.text("label", "处理情况"),
        kind=kind,
        required=reader.flag("required"),
        options=reader.texts("of", '["满意", "不满意"]') if kind in _OF_LIST else (),
        defaults=_defaults(reader),
    )


def _defaults(reader: TableReader) -> tuple[str, ...]:
    if not reader.has("default"):
        return ()
    single = isinstance(reader.value("default"), str)
    example = "applicant.name"
    names = (
        (reader.text("default", example),) if single else reader.texts("default", f'["{example}"]')
    )
    for name in names:
        if not reader.is_fact(name):
            raise reader.problem(f"“default”里没有叫 {name} 的占位符，名字见 reports/README.md")
    return names


def _check_options(reader: TableReader, ask: AskedFact, template: Template) -> None:
    """Refuse a choice that the paper has no box for: it would be refused at the window."""
    for cell in _ticks_of(template, ask.fact):
        if cell.many is not (ask.kind is AskKind.TICKS):
            word = "ticks" if ask.kind is AskKind.TICKS else "tick"
            raise reader.problem(f"{ask.fact} 在块里要写成 {word} 的勾选")
        boxes = {_name_of(option.lines[0]) for option in cell.options}
        lacking = [option for option in ask.options if option not in boxes]
        if lacking:
            raise reader.problem(f"{ask.fact} 可以选“{lacking[0]}”，勾选的选项里没有它")


def _name_of(line: tuple[Literal | Slot, ...]) -> str:
    words = "".join(part.text for part in line if isinstance(part, Literal))
    for end in "（：，":
        words = words.split(end)[0]
    return words


def _ticks_of(thing: object, fact: str) -> Iterator[TickCell]:
    """Yield the tick boxes that a fact decides."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _ticks_of(one, fact)
    elif isinstance(thing, TickCell):
        if fact in {slot.name for slot in thing.value.slots()}:
            yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _ticks_of(getattr(thing, field.name), fact)
