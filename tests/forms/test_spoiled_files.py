"""A thousand spoiled form files: every one gets a clear report in Chinese, and stays as it was."""

import re
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.forms.test_form import SHELF
from tests.long_runs import tries
from windowdesk.forms.loader import FormFaulty, load_form
from windowdesk.forms.toml_reader import FileProblem
from windowdesk.services.guide_file import GuideFaulty, load_guide

FORMS = tuple(SHELF.path(code).read_text(encoding="utf-8") for code in SHELF.codes())
GUIDES = tuple(
    path.read_text(encoding="utf-8")
    for path in sorted(SHELF.path("x").parent.parent.glob("resources/examples/guides/*.toml"))
)
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"Traceback|Error|Expected|Invalid |Cannot |NoneType|<class")
WORDS = st.sampled_from(
    ["", '"', "=", "[", "]", "[[field]]", "[[rule]]", "{", "true", "3", "-1", '"x"', "kind", "'''",
     "é", "\x00", "\ufeff", "key = ", 'kind = "table"\n', 'when = { field = "gone", is = "a" }\n',
     'order = ["a"]', "1e999", "nan", "0x", "2026-02-30", "members.income", "\r", "\u200b", "!"]
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, files: tuple[str, ...]) -> str:
    """Return a good file with one to three slips: a part gone, doubled, moved, or typed over."""
    text = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 3))):
        lines = text.splitlines(keepends=True) or [""]
        at = draw(st.integers(0, len(lines) - 1))
        slip = draw(st.sampled_from(("gone", "twice", "moved", "word", "letters", "cut")))
        if slip == "gone":
            del lines[at]
        elif slip == "twice":
            lines.insert(at, lines[at])
        elif slip == "moved":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif slip == "cut":
            lines = lines[: at + 1]
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        else:
            place = draw(st.integers(0, len(lines[at])))
            typed = draw(WORDS) if slip == "word" else draw(st.text(max_size=4))
            upto = place + draw(st.integers(0, 3))
            lines[at] = lines[at][:place] + typed + lines[at][upto:]
        text = "".join(lines)
    return text


def _problems(path: Path) -> tuple[FileProblem, ...]:
    try:
        load_guide(path) if path.name.startswith("guide") else load_form(path)
    except (FormFaulty, GuideFaulty) as faulty:
        return faulty.problems
    return ()


def _report(path: Path) -> None:
    """Read a file; what is told must be clear, and nothing may have changed."""
    before = path.read_bytes()
    lines = before.count(b"\n") + before.count(b"\r") + 1
    for problem in _problems(path):
        assert problem.file == path.name
        assert 1 <= problem.line <= lines
        assert CHINESE.search(problem.text), problem.text
        assert not ENGLISH.search(problem.text), problem.text
        assert problem.text.endswith("。"), problem.text
    assert path.read_bytes() == before


@settings(
    max_examples=tries(250, 700),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=spoiled(FORMS))
@example(text="")
@example(text="\x00")
@example(text="field = 3")
def test_spoiled_forms_are_explained_and_never_changed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "form.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _report(path)


@settings(
    max_examples=tries(150, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=spoiled(GUIDES))
@example(text="item_id = 3\nmaterials = 4")
def test_spoiled_guides_are_explained_and_never_changed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "guide.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _report(path)
