"""The centre's rule for late materials is content, and a fault of it is told with its file."""

from pathlib import Path

import pytest

from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.gap_rules import GapRule
from windowdesk.services.gap_content import load_gap_rule


def own(folder: Path, text: str) -> Assets:
    (folder / "resources").mkdir(parents=True)
    (folder / "resources" / "deferral.toml").write_text(text, encoding="utf-8")
    return Assets(folder)


def test_the_rule_that_is_delivered_is_that_of_the_published_example() -> None:
    assert load_gap_rule(Assets()) == GapRule(before_promise=2, longest=20, check_days=20)


def test_a_centre_sets_its_own_and_what_it_leaves_out_stays_usual(tmp_path: Path) -> None:
    rule = load_gap_rule(own(tmp_path, 'longest = 5\nbasis = "《办法》第五条"\n'))
    assert rule == GapRule(before_promise=2, longest=5, check_days=20, basis="《办法》第五条")


@pytest.mark.parametrize("text", ["longest = -1", "before_promise = 400", 'check_days = "很多"'])
def test_what_cannot_be_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(EnvironmentProblem, match=r"deferral\.toml"):
        load_gap_rule(own(tmp_path, text))
