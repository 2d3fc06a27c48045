"""Which font draws which character on paper: a chain for each role, asked character by character.

The order of a chain is fixed in a table and does not depend on what fontconfig prefers, so that
two desks with the same fonts print the same paper.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.font_cache import FontFile


class Role(StrEnum):
    """What a piece of text is for; papers.md names the face of each."""

    TITLE = "title"
    BODY = "body"
    LABEL = "label"
    NOTE = "note"


ROLE_LABEL = {Role.TITLE: "标题", Role.BODY: "正文", Role.LABEL: "栏目", Role.NOTE: "说明"}

# File name in lower case, and the face inside a collection. Wrong faces of a collection put
# commas in the middle of the square, so the number is part of the choice.
_SONG_TITLE = (("fzxbsjw.ttf", 0), ("fzxbsk.ttf", 0), ("stzhongs.ttf", 0))
_SONG = (("simsun.ttc", 0), ("simsun.ttf", 0), ("stsong.ttf", 0))
_FANGSONG = (("simfang.ttf", 0), ("fangsong_gb2312.ttf", 0), ("stfangso.ttf", 0))
_KAI = (("kaiti_gb2312.ttf", 0), ("simkai.ttf", 0), ("stkaiti.ttf", 0))
_HEI = (("simhei.ttf", 0), ("stxihei.ttf", 0))
_WIDE_SERIF = (("babelstonehan.ttf", 0), ("uming.ttc", 0))
_WIDE_SANS = (("wqy-zenhei.ttc", 0), ("wqy-microhei.ttc", 0))
_SERIF_PACKAGE = (serif_path().name.lower(), 0)
_SANS_PACKAGE = (sans_path().name.lower(), 0)
_SERIF = (_SERIF_PACKAGE, *_WIDE_SERIF)
_SANS = (_SANS_PACKAGE, *_WIDE_SANS)

_CHAINS: Mapping[Role, tuple[tuple[str, int], ...]] = {
    Role.TITLE: (*_SONG_TITLE, *_SONG, *_SERIF, *_SANS),
    Role.BODY: (*_FANGSONG, *_SONG, *_SERIF, *_SANS),
    Role.LABEL: (*_HEI, *_SANS, *_SERIF),
    Role.NOTE: (*_KAI, *_FANGSONG, *_SONG, *_SERIF, *_SANS),
}

_SYSTEM_FOLDERS = {
    "win32": ("%WINDIR%\\Fonts", "%LOCALAPPDATA%\\Microsoft\\Windows\\Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_UNIX_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_SUFFIXES = (".ttf", ".ttc", ".otf")


class Fonts:
    """The chains of all roles. ``settings`` maps a role to a font file of the centre's choice."""

    def __init__(
        self,
        cache_dir: Path,
        settings: Mapping[str, str],
        folders: tuple[Path, ...] | None = None,
    ) -> None:
        found = _font_files(_system_folders() if folders is None else folders)
        for path in (serif_path(), sans_path()):
            found[path.name.lower()] = path
        opened: dict[tuple[Path, int], FontFile] = {}

        def open_file(path: Path, face: int) -> FontFile:
            return opened.setdefault((path, face), FontFile(path, face, cache_dir))

        self._chains = {
            role: tuple(
                open_file(path, face) for path, face in _chain(role, settings.get(role), found)
            )
            for role in Role
        }
        self._faces: dict[tuple[Role, str], FontFile] = {}
        self._drawn: set[str] = set()  # characters that some font was found to have

    def face(self, role: Role, char: str) -> FontFile:
        """Return the font that draws ``char``; DomainError names the character if none does."""
        known = self._faces.get((role, char))
        if known is not None:
            return known
        for file in self._all(role):
            if file.has(char):
                self._faces[role, char] = file
                return file
        raise DomainError(
            f"打印字体里没有“{char}”（{code_point(char)}）这个字，文书不能出。"
            "照证件核对这个字；无误的，在系统设置里加装有这个字的字体后重出。"
        )

    def advance(self, role: Role, text: str) -> float:
        """Return the width of ``text`` in em."""
        return sum(self.face(role, char).advance(char) for char in text)

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font has, in order, once each."""
        new = [char for char in dict.fromkeys(text) if char not in self._drawn]
        files = list(self._all(Role.BODY)) if new else []
        lacking = [
            char for char in new if not char.isspace() and not any(f.has(char) for f in files)
        ]
        self._drawn.update(char for char in new if char not in lacking)
        return tuple(lacking)

    def family(self, role: Role) -> str:
        """Return the family name of the first font of the role."""
        return self._chains[role][0].family

    def digest(self) -> str:
        """SHA-256 in hex over the font files of all chains."""
        lines = [f"{role}={file.digest}" for role in Role for file in self._chains[role]]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _all(self, role: Role) -> Iterator[FontFile]:
        """Yield the chain of the role, then those of the other roles."""
        yield from self._chains[role]
        for other in Role:
            yield from self._chains[other]


class PaperFonts:
    """The fonts of one paper: notes every character that is set, then names fonts that hold them.

    All text is measured before the first is drawn; so each font is looked up, and if need be
    grown, once a paper.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._used: dict[FontFile, set[str]] = {}
        self._names: dict[FontFile, str] = {}
        self._known: dict[tuple[Role, str], float] = {}
        self._drawn: dict[tuple[Role, str], str] = {}

    def advance(self, role: Role, text: str) -> float:
        """Return the width of ``text`` in em and note its characters."""
        width = 0.0
        for char in text:
            known = self._known.get((role, char))
            if known is None:
                file = self._fonts.face(role, char)
                self._used.setdefault(file, set()).add(char)
                known = self._known[role, char] = file.advance(char)
            width += known
        return width

    def name(self, role: Role, char: str) -> str:
        """Return the name of the font that draws ``char``."""
        known = self._drawn.get((role, char))
        if known is None:
            file = self._fonts.face(role, char)
            if file not in self._names:
                self._names[file] = file.paper_font_name(self._used[file])
            known = self._drawn[role, char] = self._names[file]
        return known

    def base_name(self) -> str:
        """Return the name of the font that stands for text without a character."""
        self.advance(Role.BODY, " ")
        return self.name(Role.BODY, " ")


def code_point(char: str) -> str:
    """Return ``U+2CC56`` for a character, as code tables write it."""
    return f"U+{ord(char):04X}"


def _chain(
    role: Role, setting: str | None, found: Mapping[str, Path]
) -> Iterator[tuple[Path, int]]:
    if setting:
        yield _chosen(role, setting, found)
    for name, face in _CHAINS[role]:
        if name in found:
            yield found[name], face


def _chosen(role: Role, setting: str, found: Mapping[str, Path]) -> tuple[Path, int]:
    """Return the file of a setting ``path or file name[#face]``."""
    name, _, face = setting.partition("#")
    path = Path(name).expanduser()
    if not path.is_file():
        path = found.get(path.name.lower(), path)
    if not path.is_file() or (face and not face.isdigit()):
        raise EnvironmentProblem(
            f"设置里{ROLE_LABEL[role]}用的字体“{setting}”找不到，文书暂不能出。"
            "把字体文件放回原处，或者在设置里改成已有的字体。"
        )
    return path, int(face or 0)


def _system_folders() -> tuple[Path, ...]:
    names = _SYSTEM_FOLDERS.get(sys.platform, _UNIX_FOLDERS)
    return tuple(Path(os.path.expandvars(name)).expanduser() for name in names)


def _font_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the font files below ``folders`` by lower-case name; the first folder wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _SUFFIXES:
                found.setdefault(path.name.lower(), path)
    return found
