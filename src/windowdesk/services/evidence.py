"""The evidence bundle: one case as one archive that a third party checks alone.

It holds everything that was hashed when it happened: the events with their texts, the body of the
case, papers with their files, attached files, and each due date with its days. A signed manifest
names every file; a checker that needs nothing but Python lies beside it.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from windowdesk.assets import Assets
from windowdesk.domain.attachment import Attachment
from windowdesk.domain.canonical import canonical_text
from windowdesk.domain.clock import DueProof
from windowdesk.domain.document import Document
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import Bench, organ_of
from windowdesk.services.archive_metadata import Packed, metadata
from windowdesk.services.filing import unspoiled
from windowdesk.services.list_export import FILE, cannot_write, check_place
from windowdesk.services.lookup import CaseView, Lookup
from windowdesk.services.ports import AuditEntry
from windowdesk.services.press import Press

CHECKER = "check_evidence.py"
METADATA = "元数据.xml"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
_STAMP = (2000, 1, 1, 0, 0, 0)  # zip files bear times; the bundle has its own, which is signed
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))
_READ_ME = """这是一个办件的证据包。

核对：装有 Python 3.8 以上的任何电脑，不用联网，运行
    python3 check_evidence.py 这个包.zip 中心的公钥文件.wdkey
公钥文件向出证的中心要；没有时不写，核对后打电话和中心对一遍钥匙的六位名字。

events.jsonl      办件经过，一行一步，每一步锁住前一步
case.json         申请和办理内容
papers.jsonl      文书登记；papers 文件夹里是文书
attachments.jsonl 附件登记；attachments 文件夹里是附件
clocks.json       每个期限逐日的算法
元数据.xml        归档信息包才有：案卷、每一件和过程，供档案系统读入
manifest.json     每个文件的 SHA-256，manifest.sig 是它的签名
"""


@dataclass(frozen=True)
class _Gathered:
    """What is known of the case before its large files are read."""

    view: CaseView
    body: str
    attachments: tuple[Attachment, ...]


class Evidence:
    """Writes evidence bundles."""

    def __init__(self, bench: Bench, lookup: Lookup, press: Press, assets: Assets) -> None:
        self._bench = bench
        self._lookup = lookup
        self._press = press
        self._assets = assets

    def write(self, case_id: int, target: Path, purpose: str, *, for_archive: bool = False) -> None:
        """Write the bundle of a case to ``target``; who took it what for is logged first.

        ``for_archive``: with metadata for an archive's system, of a case that is filed.
        DomainError if no purpose is given or a file is there already, EnvironmentProblem if
        archived bytes were changed.
        """
        self._bench.account.require(Act.EXPORT_EVIDENCE)
        if not purpose.strip():
            raise DomainError("还没写用途。写明交给谁、做什么用。", "purpose")
        check_place(target)
        gathered = self._gather(case_id)
        if for_archive and gathered.view.case.state is not CaseState.ARCHIVED:
            raise DomainError("这件还没归档。先归档，再导出归档信息包。")
        self._log(gathered.view, purpose)
        draft = target.with_name(f".{target.name}.new")
        try:
            with ZipFile(draft, "w", ZIP_DEFLATED) as bundle:
                self._fill(bundle, gathered, for_archive=for_archive)
            draft.replace(target)
        except OSError as error:
            raise DomainError(cannot_write(error), FILE) from error
        finally:
            draft.unlink(missing_ok=True)

    def _gather(self, case_id: int) -> _Gathered:
        """Read the case; what another desk did meanwhile would show as a torn chain."""
        view = self._lookup.case(case_id)
        stored = self._bench.database.lists.body(case_id)
        if stored is None or not view.events or view.events[-1].hash != stored[1]:
            raise ConcurrentChange("这件刚有新的一步。再导出一次。")
        with self._bench.database.reading() as uow:
            attachments = uow.attachments.of_case(case_id)
        return _Gathered(view, stored[0], attachments)

    def _log(self, view: CaseView, purpose: str) -> None:
        with self._bench.database.unit_of_work() as uow:
            at, login = uow.now(), self._bench.account.login
            subject = f"{view.case.number.digits} {purpose.strip()}"
            uow.audit(AuditEntry(new_id(at), at, login, "export_evidence", subject))
            uow.commit()

    def _fill(self, bundle: ZipFile, gathered: _Gathered, *, for_archive: bool) -> None:
        packed: dict[str, Packed] = {}
        for name, content in self._files(gathered):
            packed[name] = Packed(name, len(content), sha256(content).hexdigest())
            bundle.writestr(_entry(name), content)
        if for_archive:
            content = self._metadata(gathered, packed)
            packed[METADATA] = Packed(METADATA, len(content), sha256(content).hexdigest())
            bundle.writestr(_entry(METADATA), content)
        digests = {name: one.sha256 for name, one in packed.items()}
        with self._bench.database.reading() as uow:
            key, known = uow.keys.signing(), uow.keys.known()
        manifest = _json(
            {
                "case": gathered.view.case.number.digits,
                "centre": gathered.view.case.centre,
                "files": digests,
                "head": gathered.view.events[-1].hash,
                "keys": [public.text for public in known],
                "made_at": gathered.view.now.astimezone(UTC).isoformat(timespec="seconds"),
                "version": 1,
            }
        )
        signature = b64encode(key.sign(manifest)).decode("ascii")
        bundle.writestr(_entry(MANIFEST), manifest)
        bundle.writestr(_entry(SIGNATURE), f"{key.public.name} {signature}\n")

    def _metadata(self, gathered: _Gathered, packed: Mapping[str, Packed]) -> bytes:
        view = gathered.view
        papers = [(p, packed[paper_name(n, p)]) for n, p in enumerate(view.papers, 1)]
        files = [(a, packed[attachment_name(n, a)]) for n, a in enumerate(gathered.attachments, 1)]
        with self._bench.database.reading() as uow:
            organ = organ_of(uow.centre(), view.case.item).name
        return metadata(view.case, organ, papers, files, view.events)

    def _files(self, gathered: _Gathered) -> Iterator[tuple[str, bytes]]:
        view = gathered.view
        yield "说明.txt", _READ_ME.encode()
        yield CHECKER, self._assets.path("resources", f"evidence/{CHECKER}").read_bytes()
        yield "events.jsonl", "".join(f"{event.text}\n" for event in view.events).encode()
        yield "case.json", gathered.body.encode()
        yield "clocks.json", _json([_proof(name, proof) for name, proof in _clocks(view)])
        names = [paper_name(n, paper) for n, paper in enumerate(view.papers, 1)]
        yield "papers.jsonl", _lines([p.record for p in view.papers], names)
        for name, paper in zip(names, view.papers, strict=True):
            yield name, self._press.bytes_of_record(paper.document_id)
        given = [attachment_name(n, one) for n, one in enumerate(gathered.attachments, 1)]
        yield "attachments.jsonl", _lines([a.record for a in gathered.attachments], given)
        for name, one in zip(given, gathered.attachments, strict=True):
            yield name, self._content(one)

    def _content(self, one: Attachment) -> bytes:
        with self._bench.database.reading() as uow:
            return unspoiled(uow.attachments.content(one.sha256), one.sha256, one.name)


def paper_name(place: int, paper: Document) -> str:
    """Return the name of a paper's file in a bundle; ``place`` counts from 1."""
    return f"papers/{place:03d} {plain_name(f'{paper.title} {paper.number}')}.pdf"


def attachment_name(place: int, one: Attachment) -> str:
    """Return the name of an attached file in a bundle."""
    return f"attachments/{place:03d} {plain_name(one.name)}"


def plain_name(text: str) -> str:
    """Return a name without the signs that file systems keep for themselves."""
    return text.translate(_NOT_IN_NAMES)


def _clocks(view: CaseView) -> Iterator[tuple[str, DueProof]]:
    every = {
        "补正告知": view.notice,
        "承诺期限": view.promise,
        "法定期限": view.statutory,
        "送达期限": view.delivery,
    }
    return ((name, proof) for name, proof in every.items() if proof is not None)


def _proof(name: str, proof: DueProof) -> Mapping[str, object]:
    return {
        "calendar": proof.calendar_text,
        "clock": name,
        "count": proof.limit.count,
        "days": [[d.on.isoformat(), d.mark.value, d.nth, d.note] for d in proof.days],
        "due": proof.due.isoformat(),
        "provisional": proof.provisional,
        "sentence": proof.sentence,
        "start": proof.start.isoformat(),
        "unit": proof.limit.unit.value,
    }


def _lines(records: Sequence[Mapping[str, object]], names: Sequence[str]) -> bytes:
    rows = zip(records, names, strict=True)
    return "".join(
        canonical_text({"file": name, "record": record}) + "\n" for record, name in rows
    ).encode()


def _json(plain: object) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _STAMP)
    entry.compress_type = ZIP_DEFLATED
    return entry
