"""元数据.xml of an archive package: the case, its pieces and its course, for an archive's system.

The structure follows what is known of GB/T 42727-2023 (package of files, metadata and check values;
design of its annexes was not to be read): names are plain Chinese ones, so that any archive can map
them to its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from windowdesk.domain.attachment import GRADE_LABEL, Attachment
from windowdesk.domain.case import Case
from windowdesk.domain.document import Document
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.local_time import local_date, paper_minute
from windowdesk.domain.states import MOVE_LABEL

_VERSION = "1"


@dataclass(frozen=True)
class Packed:
    """A file of the package: its name in it, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


def metadata(
    case: Case,
    organ: str,
    papers: Iterable[tuple[Document, Packed]],
    attachments: Iterable[tuple[Attachment, Packed]],
    events: Sequence[CaseEvent],
) -> bytes:
    """Return the XML of one archived case."""
    root = Element("归档信息包", {"版本": _VERSION, "依据": "GB/T 42727-2023"})
    _texts(SubElement(root, "案卷"), _of_file(case, organ))
    void = set(case.outcomes.void_papers)
    pieces = SubElement(root, "件")
    for place, (paper, packed) in enumerate(papers, 1):
        _texts(SubElement(pieces, "文书"), _of_paper(place, paper, packed, void))
    for place, (one, packed) in enumerate(attachments, 1):
        _texts(SubElement(pieces, "电子件"), _of_attachment(place, one, packed))
    course = SubElement(root, "过程")
    for event in events:
        _texts(SubElement(course, "步骤"), _of_event(event))
    indent(root, " ")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _texts(element: Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = text


def _of_file(case: Case, organ: str) -> Mapping[str, str]:
    closing, item = case.turns.closing, case.item
    applicant = case.application.applicant
    decision = case.decision
    return {
        "全宗号": closing.fonds if closing else "",
        "目录号": closing.catalogue if closing else "",
        "案卷号": closing.volume if closing else "",
        "办件编号": case.number.digits,
        "题名": f"{applicant.name}{item.name}",
        "实施机关": organ,
        "事项名称": item.name,
        "实施编码": item.code,
        "事项版本": str(item.version),
        "申请人": applicant.name,
        "证件号码": applicant.id_number.masked,
        "收件日期": local_date(case.received_at).isoformat(),
        "受理日期": local_date(case.accepted_at).isoformat() if case.accepted_at else "",
        "决定日期": local_date(case.decided_at).isoformat() if case.decided_at else "",
        "决定内容": decision.content if decision else "",
        "证件编号": decision.certificate if decision else "",
        "保管期限": closing.retention if closing else "",
        "件数": str(closing.pieces) if closing else "",
        "页数": str(closing.pages) if closing else "",
        "立卷人": closing.filed_by if closing else "",
        "检查人": closing.checked_by if closing else "",
        "归档时间": closing.at.isoformat() if closing else "",
        "备考": closing.remarks if closing else "",
    }


def _of_paper(place: int, paper: Document, packed: Packed, void: set[str]) -> Mapping[str, str]:
    return {
        "顺序号": str(place),
        "题名": paper.title,
        "文号": paper.number,
        "日期": local_date(paper.issued_at).isoformat(),
        "状态": "作废" if paper.number in void else "有效",
        **_of_packed(packed),
        "格式": "PDF",
    }


def _of_attachment(place: int, one: Attachment, packed: Packed) -> Mapping[str, str]:
    return {
        "顺序号": str(place),
        "题名": one.name,
        "材料": one.material,
        "可信等级": GRADE_LABEL[one.grade],
        "日期": local_date(one.at).isoformat(),
        "页数": str(one.pages or ""),
        **_of_packed(packed),
        "格式": one.media,
    }


def _of_packed(packed: Packed) -> Mapping[str, str]:
    return {"文件": packed.name, "字节数": str(packed.size), "SHA-256": packed.sha256}


def _of_event(event: CaseEvent) -> Mapping[str, str]:
    return {
        "序号": str(event.seq),
        "环节": MOVE_LABEL[event.move],
        "办理人": event.actor.name,
        "时间": paper_minute(event.at),
        "说明": event.cause,
        "摘要": event.hash,
    }
