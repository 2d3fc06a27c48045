"""What papers and lists cost beside the same marks drawn by hand with the bare libraries."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from windowdesk.assets import Assets
from windowdesk.domain.codes import code_text
from windowdesk.domain.facts import PaperFacts
from windowdesk.reports.by_hand import draw_canvas, marks_of, write_docx, write_xlsx
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.reports.fonts import Fonts
from windowdesk.reports.list_xlsx import write_list
from windowdesk.services.facts import sample_facts
from windowdesk.services.list_export import COLUMNS, SheetHead
from windowdesk.services.paper_port import RenderOrder
from windowdesk.tools.bench.ground import Ground, now
from windowdesk.tools.bench.measure import Line, absolute, at_most, in_turns, seconds_of
from windowdesk.tools.seed import SEED
from windowdesk.tools.seed_people import people

_ROUNDS, _SHEET_ROUNDS = 40, 3
_PDF_MOST, _DOCX_MOST, _XLSX_MOST = 1.3, 1.3, 1.2
_ROWS = 10_000
_KEYS_MOST_US = 5.0
_NAMES = 2_000
_COPIES = re.compile(r"(?m)^copies = .*$")
# The line at the foot that counts the copies must be true of one, too.
_MANY = re.compile(r"本通知书一式两份：.*案卷。")


def papers(ground: Ground) -> Iterator[Line]:
    """Measure a one-page notice, its DOCX, a batch, a long list, and the keys of names."""
    order = _notice()
    renderer = ground.house.renderer
    pdf, document = renderer.pdf(order), renderer.docx(order)
    with TemporaryDirectory() as folder:
        fonts = Fonts(Path(folder), {})
        pages = marks_of(pdf)
        code = code_text("02", order.case_digits)
        times = in_turns(
            lambda: renderer.pdf(order),
            lambda: draw_canvas(pages, order.case_digits, code, fonts),
            _ROUNDS,
        )
        yield at_most(f"受理通知书 PDF，{len(pages)} 页，热", times, _PDF_MOST)
        times = in_turns(lambda: renderer.docx(order), lambda: write_docx(document), _ROUNDS)
        yield at_most("同一份 DOCX", times, _DOCX_MOST, "裸跑含读一遍")
        yield _list(Path(folder))
    pinyin = ground.house.pinyin
    names = [p.name for _, p in zip(range(_NAMES), people(Random(SEED)), strict=False)]  # noqa: S311
    taken = seconds_of(lambda: [pinyin.initials(n, is_person=True) for n in names], _ROUNDS)
    yield absolute("一个姓名的首字母", [t / _NAMES for t in taken], _KEYS_MOST_US, "µs")


def _notice() -> RenderOrder:
    """Return a notice of one page in one copy, with the samples of the registry."""
    text = TomlTemplateCatalogue(Assets()).get("acceptance").text
    text, cut = _COPIES.subn('copies = ["申请人"]', text)
    assert cut == 1  # noqa: S101  every template names its copies
    sample = sample_facts()
    short = {"received_at": "", "provisional_note": ""}
    return RenderOrder(
        template_text=_MANY.sub("本通知书一式一份：交申请人。", text),
        facts=PaperFacts.of({**sample.texts, **short}, {**sample.rows, "materials": ()}),
        number="云岭便受〔2026〕118号",
        case_digits="990322103022026112000137",
        issued_at=now(),
        window="02号窗口",
    )


def _list(folder: Path) -> Line:
    rows = [tuple(f"第{n}行第{m}格" for m in range(len(COLUMNS))) for n in range(_ROWS)]
    head = SheetHead("办件清单", (("用途", "试写"),))
    name = iter(range(10**6))
    times = in_turns(
        lambda: write_list(folder / f"{next(name)}.xlsx", head, COLUMNS, rows),
        lambda: write_xlsx(folder / f"{next(name)}.xlsx", rows),
        _SHEET_ROUNDS,
        warm=1,
    )
    return at_most(f"清单 xlsx，{_ROWS} × {len(COLUMNS)}", times, _XLSX_MOST)
