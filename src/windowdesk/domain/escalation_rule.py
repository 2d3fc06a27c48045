"""How long after a due date heads and leaders are warned: a setting of the centre."""

from dataclasses import dataclass

from windowdesk.domain.errors import DomainError

_MOST_DAYS = 60


@dataclass(frozen=True)
class EscalationRule:
    """Working days over the due date after which the head, and then the leader, is warned.

    0 is the due day itself. Staff are warned when the light turns amber. DomainError unless the
    leader comes with the head or later.
    """

    head_days: int = 1
    leader_days: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.head_days <= self.leader_days <= _MOST_DAYS:
            raise DomainError(
                f"提醒分管领导不能早于提醒科室负责人，都在 0 至 {_MOST_DAYS} 个工作日之间。",
                "escalation",
            )


USUAL_ESCALATION = EscalationRule()
