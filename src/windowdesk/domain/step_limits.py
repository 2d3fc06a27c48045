"""The steps inside a case that have a limit of their own, beside the promise and the law (§6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.states import CaseState


class Step(StrEnum):
    """A step of a case, by whose turn it is."""

    INTAKE = "intake"
    ASSIGN = "assign"
    REVIEW = "review"
    DECIDE = "decide"
    ISSUE = "issue"


STEP_LABEL: Mapping[Step, str] = MappingProxyType(
    {
        Step.INTAKE: "窗口受理",
        Step.ASSIGN: "分办",
        Step.REVIEW: "审查",
        Step.DECIDE: "决定",
        Step.ISSUE: "出件",
    }
)

# The post that answers for a step.
STEP_POST: Mapping[Step, str] = MappingProxyType(
    {
        Step.INTAKE: "综合窗口",
        Step.ASSIGN: "分办岗",
        Step.REVIEW: "承办岗",
        Step.DECIDE: "审批岗",
        Step.ISSUE: "出件岗",
    }
)
AT_WINDOW = frozenset((Step.INTAKE, Step.ISSUE))

# What waits for the applicant, or for somebody outside, is nobody's step here.
STEP_OF: Mapping[CaseState, Step] = MappingProxyType(
    {
        CaseState.RECEIVED: Step.INTAKE,
        CaseState.CORRECTING: Step.INTAKE,
        CaseState.ACCEPTED: Step.ASSIGN,
        CaseState.ACCEPTED_DEFICIENT: Step.ASSIGN,
        CaseState.DEEMED_ACCEPTED: Step.ASSIGN,
        CaseState.ASSIGNED: Step.ASSIGN,
        CaseState.REVIEWING: Step.REVIEW,
        CaseState.PROPOSED: Step.DECIDE,
        CaseState.APPROVED: Step.ISSUE,
        CaseState.DENIED: Step.ISSUE,
    }
)


@dataclass(frozen=True)
class StepLimit:
    """How long a step may take."""

    step: Step
    limit: TimeLimit
