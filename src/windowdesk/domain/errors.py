"""Errors that a clerk can act on, and those of the surroundings.

Anything else that is raised is a bug: it is logged and shown as one dialog with a report.
"""


class DomainError(Exception):
    """A rule of the trade forbids the act; the sentence says what to do.

    ``field`` names the input that it belongs to, so that a screen can show it there.
    """

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.field = field


class ConcurrentChange(DomainError):
    """Somebody else saved the same case or person in the meantime."""


class NotPermitted(DomainError):
    """The duty of the account does not cover the act."""


class EnvironmentProblem(Exception):
    """Database, disk, clock or printer is not as it must be; nothing was lost.

    ``text`` is one Chinese sentence that says what happened, what holds and what to do.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
