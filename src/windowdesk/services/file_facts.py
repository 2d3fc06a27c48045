"""案卷封面, 卷内目录, 备考表: what the file of a case says of itself (GB/T 42727-2023)."""

from collections.abc import Mapping, Sequence

from windowdesk.domain.case import Case
from windowdesk.domain.facts import Row
from windowdesk.domain.file_list import FilePiece
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"

FILE_FACTS = FactGroup(
    facts=(
        Fact(
            "file.title",
            "案卷题名",
            "关于阿依古丽·买买提吐尔逊·阿布都热合曼尼江农村宅基地和建房（规划许可）审批的材料",
        ),
        Fact(
            "file.basis",
            "设定依据",
            "《中华人民共和国土地管理法》第六十二条，《中华人民共和国城乡规划法》第四十一条",
        ),
        Fact("file.decision_number", "决定书文号", "云岭便准〔2026〕96号"),
        Fact("file.filed_by", "立卷人", "段云萍"),
        Fact("file.checked_by", "检查人", "许绍文"),
        Fact("file.filed_on", "归档日期", "2026年12月30日"),
        Fact("file.pieces", "件数", "14件　共35页"),
        Fact("file.retention", "保管期限", "永　久"),
        Fact("file.fonds", "全宗号", "0322"),
        Fact("file.catalogue", "目录号", "2026-XK"),
        Fact("file.volume", "案卷号", "0096"),
        Fact("file.state", "本卷情况", "本卷共14件35页，材料齐全，签名、印章完整，没有缺损"),
        Fact("file.remarks", "备注", "原不动产权证书原件已退还申请人，卷内存复印件"),
        Fact("file.void", "作废文号", "云岭便受〔2026〕117号收回作废"),
    ),
    rows={
        "pieces": (
            Fact("number", "文号", "云岭便受〔2026〕118号"),
            Fact("author", "责任者", "云岭镇政府"),
            Fact("title", "题名", "受理通知书"),
            Fact("date", "日期", "20261120"),
            Fact("pages", "页号", "20"),
            Fact("note", "备注", ""),
        )
    },
    samples={
        "pieces": (
            ("", "申请人", "农村宅基地和建房（规划许可）申请表", "20261120", "1-2", ""),
            ("云岭便收〔2026〕137号", "便民服务中心", "申请材料接收凭证", "20261120", "3", ""),
            ("", "申请人", "申请人居民身份证、家庭户口簿复印件", "20261120", "4-10", ""),
            ("", "申请人", "村民委员会审查意见及公示情况说明", "20261120", "11-14", ""),
            ("云岭便受〔2026〕118号", "云岭镇政府", "受理通知书", "20261120", "15", ""),
            ("云岭便特〔2026〕11号", "云岭镇政府", "特别程序告知书", "20261125", "16", ""),
            ("云岭便准〔2026〕96号", "云岭镇政府", "准予决定书", "20261204", "17-18", ""),
            ("云岭便送〔2026〕61号", "云岭镇政府", "送达回证", "20261207", "19", ""),
        )
    },
)


def file_texts(case: Case, decision_number: str) -> Mapping[str, str]:
    """Return the texts of the file; empty before it was closed."""
    closing = case.turns.closing
    if closing is None:
        return {}
    void = case.outcomes.void_papers
    spaced = closing.retention if len(closing.retention) > 2 else "　".join(closing.retention)  # noqa: PLR2004  two signs are opened, as on printed covers
    return {
        "file.title": f"关于{case.application.applicant.name}{case.item.name}的材料",
        "file.basis": (case.item.legal_basis or case.item.accept_basis).strip().rstrip(_ENDS),
        "file.decision_number": decision_number,
        "file.filed_by": closing.filed_by,
        "file.checked_by": closing.checked_by,
        "file.filed_on": paper_date(local_date(closing.at)),
        "file.pieces": f"{closing.pieces}件　共{closing.pages}页",
        "file.retention": spaced,
        "file.fonds": closing.fonds,
        "file.catalogue": closing.catalogue,
        "file.volume": closing.volume,
        "file.state": f"本卷共{closing.pieces}件{closing.pages}页，按卷内目录顺序排列、编页",
        "file.remarks": closing.remarks.rstrip(_ENDS),
        "file.void": f"{'、'.join(void)}收回作废，没有入卷" if void else "",
    }


def file_rows(pieces: Sequence[FilePiece]) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of the 卷内目录."""
    return {
        "pieces": tuple(
            {
                "number": one.number,
                "author": one.author,
                "title": one.title,
                "date": f"{one.on:%Y%m%d}",
                "pages": one.page_text,
                "note": one.note,
            }
            for one in pieces
        )
    }
