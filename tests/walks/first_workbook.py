"""A workbook with twenty items, filled in as somebody fills in the empty one of the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ALLOWANCE, RESIDENCE = "GLJT-01", "JZZM-02"
ALLOWANCE_NAME, RESIDENCE_NAME = "云岭镇高龄老人津贴申领", "云岭镇居住情况证明开具"
_ITEMS = (
    (ALLOWANCE, ALLOWANCE_NAME, "行政给付", "民政", "承诺件", "20个工作日", "10个工作日"),
    (RESIDENCE, RESIDENCE_NAME, "公共服务", "民政", "即办件", "0个工作日", "0个工作日"),
    *(
        (f"BM-{number:02d}", name, "公共服务", "农业农村", "承诺件", "20个工作日", "5个工作日")
        for number, name in enumerate(
            (
                "农机具借用登记",
                "种子补助申领",
                "化肥补助申领",
                "地膜补助申领",
                "烤房改造申报",
                "蚕桑补助申领",
                "核桃提质增效申报",
                "灌溉用水登记",
                "水窖修建申报",
                "村组道路修补申报",
                "耕牛防疫登记",
                "家禽防疫登记",
                "土蜂养殖登记",
                "农家肥补助申领",
                "秸秆还田申报",
                "大棚搭建备案",
                "果树苗木申领",
                "农技培训报名",
            ),
            start=3,
        )
    ),
)
_SITUATIONS = (
    ("S01", "本人申领", "由谁来领", "津贴由本人领，还是由别人代领？"),
    ("S02", "由别人代领", "由谁来领", ""),
)
_MATERIALS = (
    ("M01", "高龄津贴申请表", "必要", "原件", "", "签名是否本人"),
    ("M02", "居民户口簿", "必要", "复印件", "", ""),
    ("M03", "本人银行卡", "必要", "复印件", "", ""),
    ("M04", "代领委托书", "必要", "原件", "S02", ""),
)
HEAD_LINE = 1


@dataclass(frozen=True)
class Spoiled:
    """A cell that is written wrong, and where the report has to find it."""

    sheet: str
    line: int
    column: str
    text: str


BAD = Spoiled("事项", 4, "承诺期限", "五天左右")


def fill_in(path: Path, *, bad: Spoiled | None = None) -> None:
    """Fill in the sheets of the empty workbook at ``path``; with ``bad`` one cell is wrong."""
    book = load_workbook(path)
    for row in _item_rows():
        _append(book["事项"], row)
    for code, label, group, question in _SITUATIONS:
        _append(
            book["情形"],
            {
                "事项编号": ALLOWANCE,
                "情形编号": code,
                "情形": label,
                "只选一种的组": group,
                "问法": question,
            },
        )
    for item_id, *_rest in _ITEMS:
        whole = _MATERIALS if item_id == ALLOWANCE else _MATERIALS[1:2]
        for code, name, need, form, condition, points in whole:
            _append(
                book["材料"],
                {
                    "事项编号": item_id,
                    "材料编号": code,
                    "材料名称": name,
                    "必要性": need,
                    "形式": form,
                    "份数": "1",
                    "来源": "申请人自备",
                    "什么情形要": condition,
                    "审查要点": points,
                },
            )
    if bad is not None:
        heads = _heads(book[bad.sheet])
        book[bad.sheet].cell(bad.line, heads[bad.column], bad.text)
    book.save(path)


def _item_rows() -> list[Mapping[str, str]]:
    return [
        {
            "事项编号": item_id,
            "事项名称": name,
            "实施编码": item_id,
            "事项类型": category,
            "承办部门": department,
            "决定层级": "乡",
            "受理依据": "《云岭镇便民服务事项办理规定》第六条",
            "办件类型": service,
            "法定期限": statutory,
            "承诺期限": promised,
            "补正期限": "10",
            "申请人": "自然人",
            "收费": "不收费",
            "结果名称": f"{name}结果通知",
        }
        for item_id, name, category, department, service, statutory, promised in _ITEMS
    ]


def _append(sheet: Worksheet, texts: Mapping[str, str]) -> None:
    heads = _heads(sheet)
    line = sheet.max_row + 1
    for head, text in texts.items():
        sheet.cell(line, heads[head], text)


def _heads(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEAD_LINE]}
