"""What a case waits for elsewhere, as facts of the approval desk: departments, the county."""

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import Light, read_light, short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.opinions import open_opinions
from windowdesk.domain.referral_clocks import county_proof, review_clock, with_county
from windowdesk.services.lookup import CaseView
from windowdesk.ui.approval_detail import Fact
from windowdesk.ui.tone import Tone

_TONE = {Light.RED: Tone.RED, Light.AMBER: Tone.AMBER}


def facts_waited_for(view: CaseView, calendar: WorkCalendar) -> tuple[Fact, ...]:
    """Return a fact for the departments that were asked, and one for the county."""
    return (*_opinions(view, calendar), *_county(view, calendar))


def _opinions(view: CaseView, calendar: WorkCalendar) -> tuple[Fact, ...]:
    asked = view.case.turns.opinions
    if not asked:
        return ()
    today, waiting = local_date(view.now), open_opinions(view.case.turns)
    if not waiting:
        against = [one.department for one in asked if one.agrees is False]
        word = f"{'、'.join(against)}不同意" if against else f"{len(asked)} 个部门都已答复"
        return (Fact("征求意见", word, "", Tone.AMBER if against else Tone.PLAIN),)
    lights = [
        (one, read_light(one.until, today, calendar, paused=False, done=False)) for one in waiting
    ]
    first = min(lights, key=lambda pair: pair[0].until)[1]
    tone = _TONE.get(first.light, Tone.PLAIN)
    words = "；".join(f"{one.department} {light.word}" for one, light in lights)
    if len(waiting) == 1:
        came = len(asked) - 1
        return (Fact("等意见", words, f"另有 {came} 个已答复" if came else "", tone),)
    return (Fact("等意见", f"{len(waiting)} 个部门 {first.word}", words, tone),)


def _county(view: CaseView, calendar: WorkCalendar) -> tuple[Fact, ...]:
    referral, proof = with_county(view.case), county_proof(view.case, calendar)
    today = local_date(view.now)
    if referral is not None and proof is not None:
        light = read_light(proof.due, today, calendar, paused=False, done=False)
        note = f"县级期限 {short_date(proof.due)}"
        word = f"{referral.organ} {light.word}"
        return (Fact("等县级决定", word, note, _TONE.get(light.light, Tone.PLAIN)),)
    clock = review_clock(view.case, calendar, today)
    if clock is None or clock.ended_on is not None:
        return ()
    light = read_light(clock.proof.due, today, calendar, paused=False, done=False)
    word = f"{light.word}，{short_date(clock.proof.due)}前上报"
    return (Fact("本级初审", word, "20 个工作日", _TONE.get(light.light, Tone.PLAIN)),)
