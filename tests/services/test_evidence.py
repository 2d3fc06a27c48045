"""One case as one archive: a third party checks it alone, and every spoiled byte is named."""

import random
import runpy
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.pictures import jpeg
from tests.services.counter import Counter
from tests.services.test_archive import ARCHIVIST, delivered, filing
from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.services.evidence import CHECKER
from windowdesk.services.own_keys import export_key_file

Check = Callable[..., tuple[list[tuple[str, str]], list[str]]]
SCRIPT = Assets().path("resources", f"evidence/{CHECKER}")


@pytest.fixture(scope="module")
def check() -> Check:
    found: Check = runpy.run_path(str(SCRIPT))["check"]
    return found


@pytest.fixture
def bundle(counter: Counter, tmp_path: Path) -> Path:
    case_id = counter.accepted()
    counter.at().attachments.attach(case_id, jpeg(), "户口簿 1.jpg")
    path = tmp_path / "bundle.zip"
    counter.at("head").evidence.write(case_id, path, "交县司法局，复议")
    return path


@pytest.fixture
def key_file(counter: Counter, tmp_path: Path) -> Path:
    path = tmp_path / "centre.wdkey"
    path.write_text(export_key_file(counter.at().bench), encoding="utf-8")
    return path


def contents(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path


def test_a_third_party_checks_a_bundle_with_python_alone(bundle: Path, key_file: Path) -> None:
    with ZipFile(bundle) as whole:
        whole.extract(CHECKER, bundle.parent)
    words = [sys.executable, "-I", "-S", str(bundle.parent / CHECKER), str(bundle), str(key_file)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "全部对得上" in ran.stdout
    assert "文书 2 份，附件 1 份" in ran.stdout


def test_an_unpacked_bundle_is_checked_as_well(bundle: Path, check: Check, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with ZipFile(bundle) as whole:
        whole.extractall(folder)
    assert check(folder)[0] == []


def test_a_flipped_byte_in_any_file_is_named(
    bundle: Path, check: Check, key_file: Path, tmp_path: Path
) -> None:
    files, chance = contents(bundle), random.Random(7)
    for name, content in files.items():
        for place in {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(6))}:
            spoiled = content[:place] + bytes((content[place] ^ 1,)) + content[place + 1 :]
            changed = packed(tmp_path / "changed.zip", {**files, name: spoiled})
            found, _ = check(changed, key_file)
            wanted = {name, "manifest.json", "manifest.sig"} if "manifest" in name else {name}
            assert {fault[0] for fault in found} & wanted, (name, place)


def test_a_file_more_or_less_is_named(bundle: Path, check: Check, tmp_path: Path) -> None:
    files = contents(bundle)
    less = {name: content for name, content in files.items() if name != "clocks.json"}
    found, _ = check(packed(tmp_path / "less.zip", less))
    assert ("clocks.json", "清单里有，包里没有") in found
    found, _ = check(packed(tmp_path / "more.zip", {**files, "papers/x.pdf": b"x"}))
    assert ("papers/x.pdf", "包里多出来的，清单里没有") in found


def test_a_bundle_signed_by_somebody_else_is_seen(
    bundle: Path, check: Check, counter: Counter, tmp_path: Path
) -> None:
    with counter.at("admin").database.unit_of_work() as uow:
        uow.keys.renew(uow.now())  # not committed: a key that nobody has
        other = uow.keys.known()[-1]
    text = export_key_file(counter.at().bench)
    with counter.at().database.reading() as uow:
        own = uow.keys.known()[-1]
    strange = tmp_path / "strange.wdkey"
    strange.write_text(text.replace(own.text, other.text), encoding="utf-8")
    found, _ = check(bundle, strange)
    assert ("manifest.sig", "不是公钥文件里的钥匙签的") in found


@pytest.mark.parametrize("spoiled", [b"", b"PK\x03\x04", b"no bundle"])
def test_what_is_no_bundle_is_said_to_be_none(spoiled: bytes, check: Check, tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(spoiled)
    assert check(path)[0]


def test_who_takes_a_bundle_says_what_for_and_is_remembered(
    counter: Counter, tmp_path: Path
) -> None:
    case_id, path = counter.accepted(), tmp_path / "bundle.zip"
    with pytest.raises(NotPermitted):
        counter.at("clerk").evidence.write(case_id, path, "看看")
    with pytest.raises(DomainError, match="用途"):
        counter.at("head").evidence.write(case_id, path, " ")
    counter.at("head").evidence.write(case_id, path, "交县司法局")
    with pytest.raises(DomainError, match="已经有了"):
        counter.at("head").evidence.write(case_id, path, "交县司法局")
    with pytest.raises(DomainError, match="这个文件夹"):
        counter.at("head").evidence.write(case_id, tmp_path / "away" / "bundle.zip", "交县司法局")
    assert [entry for entry in counter.audited() if entry[1] == "export_evidence"]
    assert list(tmp_path.glob(".*")) == []


def test_an_archive_package_adds_metadata_to_what_can_be_checked(
    counter: Counter, check: Check, tmp_path: Path
) -> None:
    case_id, path = delivered(counter), tmp_path / "package.zip"
    with pytest.raises(DomainError, match="还没归档"):
        counter.at("head").evidence.write(case_id, path, "移交", for_archive=True)
    counter.at(ARCHIVIST).archive.archive(case_id, filing(counter, case_id))
    counter.at(ARCHIVIST).evidence.write(case_id, path, "移交县档案馆", for_archive=True)
    assert check(path)[0] == []
    files = contents(path)
    root = fromstring(files["元数据.xml"])
    assert root.findtext("案卷/办件编号") == counter.at().lookup.case(case_id).case.number.digits
    assert root.findtext("案卷/保管期限")
    pieces = root.findall("件/文书")
    assert {piece.findtext("题名") for piece in pieces} >= {"案卷封面", "卷内目录", "备考表"}
    for piece in pieces:
        content = files[str(piece.findtext("文件"))]
        assert piece.findtext("SHA-256") == sha256(content).hexdigest()
        assert piece.findtext("字节数") == str(len(content))
    assert len(root.findall("过程/步骤")) == len(counter.at().lookup.case(case_id).events)
