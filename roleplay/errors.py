"""Everything that can go wrong, as one tree. Each message says what happened, where, and what to do next.

RoleplayError                 exit code 1
 ├── InputError               exit code 2: something a person wrote cannot be used as it is
 │    ├── ScenarioError       a scenario, a rubric's neighbour: file, line, field
 │    ├── RubricError         a rubric file
 │    ├── TranscriptError     an imported call
 │    ├── SettingsError       the settings file, an environment variable
 │    └── UsageError          the right thing asked in the wrong way ("that call is over")
 ├── StoreError               exit code 1: the data folder or the database
 └── ServiceError             exit code 3: a model or another service out of reach
      ├── ServiceUnreachable  refused, DNS, TLS, time-out
      ├── ServiceRefused      wrong key, no right, unknown model
      ├── ServiceBusy         rate limit, overloaded: later may do
      └── ServiceGarbled      an answer that is no answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that a person wrote.

    ``line`` is 1-based, ``None`` where no line can be named. ``field`` is a dotted path such as
    ``facts.pressure.gate.trust``.
    """

    message: str
    file: Path | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(p) for p in (self.file, self.line) if p is not None)
        head = f"{where}: " if where else ""
        field = f"{self.field}: " if self.field else ""
        return _visible(f"{head}{field}{self.message}")


def _visible(text: str) -> str:
    """``text`` with what cannot be printed made visible: names of files may hold escapes of a terminal. Line breaks
    stay, since messages may have them."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


class RoleplayError(Exception):
    """The root of the tree. ``exit_code`` is what a command ends with when it meets this error."""

    exit_code = 1


class InputError(RoleplayError):
    """Something a person wrote cannot be used as it is. ``problems`` lists each with its place."""

    exit_code = 2

    def __init__(self, message: str | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...]
        if isinstance(message, str):
            self.problems = (Problem(message),)
        else:
            self.problems = tuple(message)
        super().__init__("\n".join(str(p) for p in self.problems))


class ScenarioError(InputError):
    """A scenario or pack that cannot be loaded."""


class RubricError(InputError):
    """A rubric that cannot be loaded."""


class TranscriptError(InputError):
    """A transcript that cannot be read."""


class SettingsError(InputError):
    """Settings that cannot be used."""


class UsageError(InputError):
    """The right thing asked for in the wrong way or at the wrong time."""


class StoreError(RoleplayError):
    """The data folder or the database cannot be used."""


class ServiceError(RoleplayError):
    """A model or another service did not do what was asked."""

    exit_code = 3


class ServiceUnreachable(ServiceError):
    """Nobody answered: connection refused, no such host, TLS trouble, time-out."""


class ServiceRefused(ServiceError):
    """The service answered no: a wrong key, no permission, an unknown model."""


class ServiceBusy(ServiceError):
    """The service asked to come back later. ``retry_after`` is in seconds where it was named."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ServiceGarbled(ServiceError):
    """The service answered with something that is no answer."""
