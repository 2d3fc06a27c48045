"""Reads a bundle (一件事) from its TOML file; every fault with its line and what to write."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from windowdesk.domain.bundle import (
    Bundle,
    Member,
    OwnResult,
    SharedAnswer,
    SharedMaterial,
    SharedSituation,
    split_reference,
)
from windowdesk.domain.conditions import is_plain_code
from windowdesk.forms.file_text import FileFaulty, file_text
from windowdesk.forms.toml_places import Path as _Path
from windowdesk.forms.toml_reader import Faults, TableReader, parse_toml

_KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
_LONGEST_LABEL = 8
_LEAST_MEMBERS = 2
_SAME = '一列“成员.名称”，如 ["birth.结婚证", "medical.结婚证"]'


class BundleFaulty(FileFaulty):
    """A bundle file is of no use."""

    kind = "一件事文件"


def load_bundle(path: Path) -> Bundle:
    """Read a bundle file; BundleFaulty names file, line and what to write."""
    return read_bundle(
        path.name, file_text(path, BundleFaulty, "看内容文件夹 bundles 里有没有它。")
    )


def read_bundle(file: str, text: str) -> Bundle:
    """Read the text of a bundle file; BundleFaulty names every fault."""
    plain, faults = parse_toml(file, text)
    if faults.found:
        raise BundleFaulty(tuple(faults.found))
    bundle = _bundle(file, plain, faults)
    if not faults.found:
        _check(bundle, faults)
    if faults.found:
        raise BundleFaulty(tuple(sorted(faults.found, key=lambda one: one.line)))
    return bundle


def _bundle(file: str, plain: Mapping[str, object], faults: Faults) -> Bundle:
    reader = TableReader(plain, (), faults, "一件事")
    name = reader.text("name", "名称，如 公民身后一件事", needed=True)
    words = reader.texts("plain_words", "一列大白话") if reader.has("plain_words") else ()
    reader.ask_nothing_of("plain_words")
    members = reader.tables("member", "第 {} 个成员")
    situations = reader.tables("situation", "第 {} 个共同情形")
    materials = reader.tables("material", "第 {} 个共用材料")
    results = reader.tables("result", "第 {} 个内部取得的材料")
    answers = reader.tables("answer", "第 {} 个共同字段")
    reader.finish()
    if len(members) < _LEAST_MEMBERS:
        faults.add(("member",), "至少要有两个成员。写成一节一节的 [[member]]。")
    return Bundle(
        code=file.removesuffix(".toml"),
        name=name,
        members=tuple(_member(one) for one in members),
        plain_words=words,
        situations=tuple(_situation(one) for one in situations),
        materials=tuple(_material(one) for one in materials),
        results=tuple(_result(one) for one in results),
        answers=tuple(_answer(one) for one in answers),
    )


def _member(reader: TableReader) -> Member:
    key = reader.text("key", "小写字母，如 birth", needed=True)
    if key and not _KEY.fullmatch(key):
        reader.fault("key", f"的 key“{key}”写得不对。写小写字母开头，字母、数字、下划线。")
    label = reader.text("label", f"短名，最多 {_LONGEST_LABEL} 个字", needed=True)
    if len(label) > _LONGEST_LABEL:
        reader.fault("label", f"的 label 太长。最多 {_LONGEST_LABEL} 个字。")
    member = Member(
        key=key,
        label=label,
        items=reader.text_or_texts("items", "一列事项的名称或编码，先有哪个用哪个"),
        given=reader.texts("given", "一列情形") if reader.has("given") else (),
        when=reader.text("when", "一个共同情形的 code"),
    )
    reader.ask_nothing_of("given")
    reader.finish()
    if not member.items:
        reader.fault("items", "缺 items。写事项的名称或编码。")
    return member


def _situation(reader: TableReader) -> SharedSituation:
    one = SharedSituation(
        code=reader.text("code", "小写字母，如 married", needed=True),
        label=reader.text("label", "一句话的情形", needed=True),
        same=reader.texts("same", _SAME) if reader.has("same") else (),
        group=reader.text("group", "组名"),
        question=reader.text("question", "问的话"),
        within=reader.text("within", "另一个共同情形的 code"),
    )
    reader.ask_nothing_of("same")
    reader.finish()
    if one.code and not is_plain_code(one.code):
        reader.fault("code", f"的 code“{one.code}”里不能有空格和 + | !。")
    return one


def _material(reader: TableReader) -> SharedMaterial:
    one = SharedMaterial(reader.text("name", "材料名称", needed=True), reader.texts("same", _SAME))
    reader.finish()
    _require_two(reader, one.same)
    return one


def _answer(reader: TableReader) -> SharedAnswer:
    one = SharedAnswer(reader.text("label", "字段的名称"), reader.texts("same", _SAME))
    reader.finish()
    _require_two(reader, one.same)
    return one


def _require_two(reader: TableReader, same: Collection[str]) -> None:
    if len(same) < _LEAST_MEMBERS:
        reader.fault("same", "的 same 至少写两个。")


def _result(reader: TableReader) -> OwnResult:
    one = OwnResult(
        material=reader.text("material", "成员.材料", needed=True),
        member=reader.text("member", "办出它的成员的 key", needed=True),
    )
    reader.finish()
    return one


def _check(bundle: Bundle, faults: Faults) -> None:
    """Look whether what the parts of a bundle name is there."""
    keys = [member.key for member in bundle.members]
    codes = [one.code for one in bundle.situations]
    _check_once("member", keys, faults)
    _check_once("situation", codes, faults)
    for path, wanted in _situations_named(bundle):
        if wanted and wanted not in codes:
            faults.add(path, f"没有共同情形“{wanted}”。{_listed(codes)}")
    for path, reference in _references(bundle):
        member, name = split_reference(reference)
        if member not in keys or not name:
            faults.add(path, f"“{reference}”要写成 成员.名称。{_listed(keys)}")
    for place, result in enumerate(bundle.results):
        if result.member not in keys:
            told = f"没有成员“{result.member}”。{_listed(keys)}"
            faults.add(("result", place, "member"), told)


def _check_once(name: str, found: Sequence[str], faults: Faults) -> None:
    for place, one in enumerate(found):
        if found.index(one) != place:
            faults.add((name, place), f"“{one}”前面已经有了。换一个。")


def _situations_named(bundle: Bundle) -> list[tuple[_Path, str]]:
    named: list[tuple[_Path, str]] = [
        (("member", n, "when"), one.when) for n, one in enumerate(bundle.members)
    ]
    return named + [
        (("situation", n, "within"), one.within) for n, one in enumerate(bundle.situations)
    ]


def _references(bundle: Bundle) -> list[tuple[_Path, str]]:
    """Return every reference with its place."""
    many: tuple[tuple[str, Sequence[tuple[str, ...]]], ...] = (
        ("situation", [one.same for one in bundle.situations]),
        ("material", [one.same for one in bundle.materials]),
        ("answer", [one.same for one in bundle.answers]),
    )
    found: list[tuple[_Path, str]] = [
        ((name, place, "same"), reference)
        for name, parts in many
        for place, same in enumerate(parts)
        for reference in same
    ]
    return found + [
        (("result", n, "material"), one.material) for n, one in enumerate(bundle.results)
    ]


def _listed(names: Collection[str]) -> str:
    return f"有的是：{'、'.join(names)}。" if names else "一个也没有。"
