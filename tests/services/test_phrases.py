"""Stock phrases: shipped, limited to items, filled in; a mistake in the file is named."""

from pathlib import Path

import pytest

from tests.factories import make_case
from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.phrases import OpinionKind, Phrase, PhraseBook, load_phrases


def test_every_kind_of_opinion_has_phrases_for_nine_keys_at_most() -> None:
    book = load_phrases(Assets())
    for kind in OpinionKind:
        assert 1 <= len(book.offered(kind, "任一事项")) <= 9


def test_a_phrase_of_the_item_comes_first_and_for_no_other_item() -> None:
    general, own = Phrase("同意", "同意。"), Phrase("按标准", "按标准发。", ("高龄津贴",))
    book = PhraseBook({OpinionKind.APPROVE: (general, own)})
    assert book.offered(OpinionKind.APPROVE, "高龄津贴") == (own, general)
    assert book.offered(OpinionKind.APPROVE, "低保") == (general,)


def test_a_phrase_names_applicant_and_item() -> None:
    case = make_case()
    words = Phrase("", "{申请人}的{事项}").for_case(case)
    assert words == f"{case.application.applicant.name}的{case.item.name}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[refusal]]\ntitle = "x"\ntext = "y"\n', "不认得“refusal”"),
        ('[[approve]]\ntitle = "x"\n', "缺 title 或 text"),
        ("approve = 1\n", "一条一条"),
        ('[[approve]\ntitle = "x"\n', "写法有误"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "resources"
    folder.mkdir()
    (folder / "phrases.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as problem:
        load_phrases(Assets(tmp_path))
    assert told in problem.value.text
