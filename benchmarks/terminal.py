"""A real pseudo-terminal with a program in it: what the app's benchmark and pictures of it are made with."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


class Terminal:
    """Runs ``command`` in a pseudo-terminal of ``columns`` by ``rows`` and watches what it writes."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover  the child
            os.environ.update(environ)
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = bytearray()
        self.over = False

    def read(self, seconds: float) -> bytes:
        """What comes within so many seconds; returns with the first piece."""
        ready, _, _ = select.select([self.fd], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            piece = b""
        if not piece:
            self.over = True
        self.seen += piece
        return piece

    def wait_for(self, text: str, *, since: int = 0, seconds: float = 30.0) -> float:
        """The moment (``time.perf_counter``) at which ``text`` has been written, looking from byte ``since``
        on. Raises ``TimeoutError`` with the end of what was written instead."""
        wanted = text.encode()
        limit = time.perf_counter() + seconds
        while wanted not in self.seen[since:]:
            self.read(min(0.2, limit - time.perf_counter()))
            if time.perf_counter() > limit or self.over:
                raise TimeoutError(f"{text!r} never came; last: {bytes(self.seen[-600:])!r}")
        return time.perf_counter()

    def send(self, keys: str) -> int:
        """Types; returns how many bytes had been written until then."""
        mark = len(self.seen)
        os.write(self.fd, keys.encode())
        return mark

    def drain(self, quiet: float = 0.3, most: float = 5.0) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        limit = time.perf_counter() + most
        while time.perf_counter() < limit and self.read(quiet):
            pass

    def cpu_seconds(self) -> float:
        """Processor time that the program has used so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Memory that the program holds now (Linux)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
