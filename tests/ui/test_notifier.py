import pytest
from pytestqt.qtbot import QtBot

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.fields import LineField
from windowdesk.ui.notifier import Banner, RecordingNotifier
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


def test_a_domain_error_is_shown_at_the_field_that_it_names(
    theme: Theme, notifier: RecordingNotifier, qtbot: QtBot
) -> None:
    field = LineField(theme, label="证件号码")
    qtbot.addWidget(field)
    notifier.failed(DomainError("少 8 位。", "id_number"), {"id_number": field})
    assert field.fault() == "少 8 位。"
    assert not notifier.banners


@pytest.mark.parametrize(
    ("error", "tone"),
    [
        (DomainError("这件已由宁小雨领办。"), Tone.RED),
        (DomainError("缺材料。", "unknown"), Tone.RED),
        (EnvironmentProblem("连不上镇里的数据库。"), Tone.AMBER),
    ],
)
def test_other_errors_that_a_clerk_can_act_on_are_banners(
    notifier: RecordingNotifier, error: Exception, tone: Tone
) -> None:
    notifier.failed(error)
    (banner,) = notifier.banners.values()
    assert (banner.title, banner.tone) == (error.text, tone)
    notifier.settled()
    assert not notifier.banners


def test_anything_else_is_a_bug_with_a_report(notifier: RecordingNotifier) -> None:
    notifier.failed(KeyError("x"))
    assert "KeyError" in notifier.bugs[0]


def test_a_banner_takes_the_place_of_the_one_with_its_code(notifier: RecordingNotifier) -> None:
    for title in ("一", "二"):
        notifier.raise_banner(Banner("print", Tone.AMBER, "print-off", title, ""))
    assert [b.title for b in notifier.banners.values()] == ["二"]
