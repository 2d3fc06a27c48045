"""The lines that a notice of gaps begins with, and the time as a clerk writes it."""

from dataclasses import replace
from datetime import time

import pytest

from tests.factories import make_application
from windowdesk.domain.case import Application
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import Gap
from windowdesk.ui.notice_line import as_written, changed, free_line, lines_for
from windowdesk.ui.running_sheet import read_clock


def _application(state: MaterialState) -> Application:
    application = make_application()
    first, *others = application.materials
    return replace(application, materials=(replace(first, state=state), *others))


def test_what_is_missing_must_be_told_and_what_came_in_may_be() -> None:
    lines = lines_for(_application(MaterialState.MISSING), {})
    assert lines[0].on
    assert lines[0].must
    assert lines[0].gap.fault == "没有交"
    assert all(not line.on and not line.must for line in lines[1:])


def test_review_points_that_were_not_ticked_are_the_fault() -> None:
    application = _application(MaterialState.UNCHECKED)
    code = application.materials[0].code
    lines = lines_for(application, {code: ("在有效期内", "照片与本人相符")})
    assert lines[0].gap.fault == "不符合：在有效期内、照片与本人相符"


def test_what_is_still_open_keeps_the_words_of_the_notice_before() -> None:
    application = _application(MaterialState.MISSING)
    first = application.materials[0]
    before = (Gap(first.code, first.name, "没有盖章"), Gap("", "会议记录", "没有签名"))
    lines = lines_for(application, {}, before)
    assert [line.gap.fault for line in lines if line.must] == ["没有盖章", "没有签名"]


def test_a_word_about_a_fault_puts_a_line_on_the_notice() -> None:
    line = lines_for(_application(MaterialState.PRESENT), {})[0]
    written = changed(line, name="改不了", fault="已过有效期", standard="", form="")
    assert written.on
    assert written.gap.name == line.gap.name


def test_lines_put_aside_come_back_unless_the_desk_says_otherwise() -> None:
    fresh = lines_for(_application(MaterialState.MISSING), {})
    own = changed(free_line(), name="会议记录", fault="没有签名", standard="", form="")
    written = changed(fresh[0], name="", fault="看不清楚", standard="", form="")
    back = as_written(fresh, (written, own))
    assert back[0].gap.fault == "看不清楚"
    assert back[-1] == own
    now_here = lines_for(_application(MaterialState.PRESENT), {})
    assert as_written(now_here, (written, own))[0] == now_here[0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30", time(9, 30)),
        ("０９３０", time(9, 30)),
        ("9点5分", time(9, 5)),
        ("23：59", time(23, 59)),
        ("24:00", None),
        ("9", None),
        ("上午", None),
    ],
)
def test_a_time_is_read_as_it_is_written(typed: str, read: time | None) -> None:
    assert read_clock(typed) == read
