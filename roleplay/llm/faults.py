"""What went wrong at a server, as one sentence for the person in the call, and whether asking again may help."""

from __future__ import annotations

import email.utils
import json
import math
import re
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

from roleplay.errors import (
    ServiceBusy,
    ServiceError,
    ServiceGarbled,
    ServiceRefused,
    ServiceUnreachable,
)
from roleplay.llm.profile import Profile
from roleplay.llm.transport import BodyTooLarge

SCRIPTED = "Or go on with scripted lines."


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request. ``again``: asking once more may help. ``after``: in how many seconds the server
    wants to be asked, where it said so. ``short`` is for a "retrying" line."""

    error: ServiceError
    again: bool
    short: str
    after: float | None = None


class Garbled(Exception):
    """Our own finding that an answer is none. ``what`` ends the sentence "<host> answered with ..."."""

    def __init__(self, what: str, *, again: bool = True, advice: str = "") -> None:
        super().__init__(what)
        self.what, self.again, self.advice = what, again, advice


class Late(Exception):
    """One of our own time-outs. ``stage`` says which."""

    def __init__(self, stage: str, seconds: float) -> None:
        super().__init__(stage)
        self.stage, self.seconds = stage, seconds


def explain(error: Exception, profile: Profile) -> Fault | None:
    """The fault behind an exception, or ``None`` for one that is no fault of a server (a bug of ours)."""
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        return _status(error, profile)
    if isinstance(error, Late):
        return _late(error, profile)
    if isinstance(error, Garbled):
        return _garbled(profile, error.what, again=error.again, advice=error.advice)
    if isinstance(error, BodyTooLarge):
        return _garbled(profile, "a reply without end, which was cut off", again=False)
    if isinstance(error, (openai.APITimeoutError, httpx2.TimeoutException)):
        return _late(Late("connect", profile.timeouts.connect), profile)
    if isinstance(error, (openai.APIConnectionError, httpx2.TransportError)):
        return _connection(error, profile)
    if isinstance(error, openai.APIResponseValidationError):
        return _garbled(profile, "something that is no chat completion")
    if isinstance(error, openai.APIError):
        return _in_stream(error, profile)
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return _garbled(profile, "a reply that breaks off or is not JSON")
    return None


def _connection(error: Exception, profile: Profile) -> Fault:
    where = profile.host
    chain = _chain(error)
    text = " ".join(str(e) for e in chain)
    tls = next((e for e in chain if isinstance(e, ssl.SSLError)), None)
    if isinstance(tls, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in text:
        return Fault(
            ServiceUnreachable(
                f"The certificate that {where} shows is not trusted here ({_tls_reason(tls)}). If your company's proxy "
                f"reads the traffic, set ca_bundle in the profile {profile.name!r} (or SSL_CERT_FILE) to its certificate. "
                + SCRIPTED
            ),
            again=False,
            short="its certificate is not trusted",
        )
    if tls is not None or "SSL" in text or "TLS" in text:
        return Fault(
            ServiceUnreachable(
                f"No secure connection to {where} could be made. If the server speaks plain HTTP, its base_url begins "
                f"with http://, not https://. {SCRIPTED}"
            ),
            again=False,
            short="no secure connection",
        )
    if any(isinstance(e, socket.gaierror) for e in chain) or re.search(
        r"name or service|getaddrinfo|nodename", text, re.I
    ):
        return Fault(
            ServiceUnreachable(
                f"There is no server called {where}, or no network to find it. Check base_url in the profile "
                f"{profile.name!r} and your connection. {SCRIPTED}"
            ),
            again=False,
            short="the server's name is not known",
        )
    if (
        any(isinstance(e, ConnectionRefusedError) for e in chain)
        or "refused" in text
        or "All connection attempts failed" in text
    ):
        start = "Is it running? Start it and retry." if profile.local else "Try again in a moment."
        return Fault(
            ServiceUnreachable(f"Nobody answers at {where}: the connection was refused. {start} {SCRIPTED}"),
            again=True,
            short="the connection was refused",
        )
    return Fault(
        ServiceUnreachable(f"The connection to {where} broke off. Retry, or check your network. {SCRIPTED}"),
        again=True,
        short="the connection broke off",
    )


def _late(error: Late, profile: Profile) -> Fault:
    seconds = f"{error.seconds:g} seconds"
    words = {
        "connect": f"{profile.host} did not take the connection within {seconds}.",
        "first": f"{profile.model} at {profile.host} said nothing for {seconds}. A local model may still be loading.",
        "between": f"{profile.model} at {profile.host} stopped in mid-reply and said nothing more for {seconds}.",
        "whole": f"{profile.model} at {profile.host} was not done within {seconds}.",
    }[error.stage]
    short = {"connect": "no connection in time", "first": "no word in time"}.get(
        error.stage, "it fell silent"
    )
    advice = f"Retry, or give it longer ([profiles.{profile.name}.timeouts])."
    return Fault(
        ServiceUnreachable(f"{words} {advice} {SCRIPTED}"), again=error.stage != "whole", short=short
    )


def _garbled(profile: Profile, what: str, *, again: bool = True, advice: str = "") -> Fault:
    tail = advice or "Retry, and if it happens again, check the server."
    return Fault(
        ServiceGarbled(f"{profile.host} answered with {what}. {tail} {SCRIPTED}"),
        again=again,
        short=f"it sent {what}",
    )


def _status(error: Any, profile: Profile) -> Fault:
    code = int(error.status_code)
    said = _said(error, profile)
    where, name = profile.host, profile.name
    if code == 401:
        return _no(f"{where} does not accept the API key of the profile {name!r}. Check it, then retry.")
    if code == 403:
        return _no(
            f"{where} says this key may not use {profile.model}{said}. Ask whoever owns the account, or choose another model."
        )
    if code == 404:
        return _no(
            f"{where} has no model {profile.model!r}, or base_url is not quite right (most end in /v1){said}. "
            "`roleplay models` lists what it has."
        )
    if code == 402 or _kind(error) in ("insufficient_quota", "billing_hard_limit_reached"):
        return _no(f"The account at {where} has no credit left{said}. Top it up.")
    after = retry_after(error.response.headers)
    if code == 429:
        return _busy(profile, after, f"{where} says: too many requests", "too many requests at once")
    if code in (408, 409, 425):
        return _busy(profile, after, f"{where} gave up waiting ({code})", "the server gave up waiting")
    if code in (503, 529):
        return _busy(profile, after, f"{where} is overloaded ({code})", "the server is overloaded")
    if code >= 500:
        return _busy(
            profile, after, f"{where} has an error of its own ({code})", f"the server has an error ({code})"
        )
    return _no(f"{where} did not take the request ({code}){said}. `roleplay doctor` looks into it.")


def _no(sentence: str) -> Fault:
    return Fault(ServiceRefused(f"{sentence} {SCRIPTED}"), again=False, short="the server said no")


def _busy(profile: Profile, after: float | None, sentence: str, short: str) -> Fault:
    longest = profile.retries.longest_wait
    if after is not None and after > longest:
        return Fault(
            ServiceBusy(f"{sentence}, and asks to wait {_in_words(after)}. {SCRIPTED}", retry_after=after),
            again=False,
            short=short,
        )
    return Fault(
        ServiceBusy(f"{sentence}. Wait a little and retry. {SCRIPTED}", after),
        again=True,
        short=short,
        after=after,
    )


def _in_stream(error: Any, profile: Profile) -> Fault:
    """An error event where a word was expected."""
    kind = f"{_kind(error)} {getattr(error, 'code', '')} {error.message}".lower()
    said = _said(error, profile)
    if re.search(r"rate|limit|429|overload|busy|capacity|503|529|unavailable", kind):
        return Fault(
            ServiceBusy(
                f"{profile.host} broke the reply off: it is overloaded{said}. Wait a little and retry. {SCRIPTED}"
            ),
            again=True,
            short="the server is overloaded",
        )
    return Fault(
        ServiceGarbled(f"{profile.host} broke the reply off with an error{said}. Retry. {SCRIPTED}"),
        again=True,
        short="the reply broke off with an error",
    )


def _kind(error: Any) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    return str(body.get("code") or body.get("type") or "")


def _said(error: Any, profile: Profile) -> str:
    """What the server said, short, on one line and without keys: from outside, so it is data."""
    body = error.body
    inner = body.get("error", body) if isinstance(body, dict) else {}
    message = inner.get("message") if isinstance(inner, dict) else inner if isinstance(inner, str) else None
    if not isinstance(message, str) or "<" in message[:20]:
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    line = profile.key.redact(line)
    return f' ("{line[:160].rstrip(".")}")' if line else ""


def retry_after(headers: Any, now: float | None = None) -> float | None:
    """Seconds that a ``Retry-After`` (or ``retry-after-ms``) asks to wait; a date is read against ``now``."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            seconds = float(value) * scale
        except ValueError:
            parsed = email.utils.parsedate_tz(value)
            if parsed is None:
                continue
            seconds = email.utils.mktime_tz(parsed) - (time.time() if now is None else now)
        if math.isfinite(seconds):
            return max(0.0, seconds)
    return None


def _in_words(seconds: float) -> str:
    if seconds >= 5400:
        return f"{seconds / 3600:.0f} hours"
    if seconds >= 90:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.0f} seconds"


def _tls_reason(error: BaseException | None) -> str:
    reason = getattr(error, "verify_message", None)
    return str(reason) if reason else "certificate verify failed"


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        if isinstance(error, BaseExceptionGroup):
            found.extend(error.exceptions)
        error = error.__cause__ or error.__context__
    return found
