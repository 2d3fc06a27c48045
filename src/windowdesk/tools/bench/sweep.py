"""What one morning sweep costs when very many cases fall due (complaint i21)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.escalation import cutoff
from windowdesk.persistence.due_copy import copy_with_due
from windowdesk.services.lights import next_workday
from windowdesk.services.warning_port import Cutoffs
from windowdesk.tools.bench.ground import Ground, now, open_ground
from windowdesk.tools.bench.measure import Line, absolute

DUE_TOGETHER = 50_000
_MOST_S = 10.0


def sweeps(ground: Ground) -> Iterator[Line]:
    """Measure a sweep of a file in which up to DUE_TOGETHER cases are due, and one after it."""
    calendar, at = ground.clerk.calendar, now()
    today = calendar.next_workday(ground.clerk.lookup.today() + ONE_DAY)
    path = Path(ground.settings.database)
    copy, due = copy_with_due(path, DUE_TOGETHER, today)
    settings = replace(ground.settings, database=str(copy))
    days = Cutoffs(
        today=today,
        now=at,
        soon=next_workday(today, calendar),
        head_by=cutoff(today, 1, calendar),
        leader_by=cutoff(today, 3, calendar),
    )
    with open_ground(ground.kind, ground.cases, settings) as other:
        store = other.approver.database.warnings
        for name in (f"早上扫一遍提醒，{due} 件到期", "接着再扫一遍，没有新的"):
            begun = perf_counter()
            written = store.sweep(days)
            yield absolute(name, [perf_counter() - begun], _MOST_S, "s", f"新提醒 {written} 处")
    copy.unlink()
