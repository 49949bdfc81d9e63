"""Folders that cannot be written, even by root: as a rep meets them who has no rights there."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


_IGNORES_PERMISSIONS = 0b110
"""Linux's CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: by them root writes into read-only folders."""


_PR_CAPBSET_DROP = 24


def give_up_roots_powers() -> None:
    """For ``preexec_fn``: the program that starts is held to file permissions even if it runs as root."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder and its files, read-only for this thread, even if the tests run as root."""
    files = [folder, *folder.rglob("*")]
    for entry in files:
        entry.chmod(0o555 if entry.is_dir() else 0o444)
    header, sets = _Header(0x20080522, 0), (_Sets * 2)()
    libc = ctypes.CDLL(None, use_errno=True)
    root = os.geteuid() == 0
    if root:
        assert libc.capget(ctypes.byref(header), sets) == 0
        before = sets[0].effective
        sets[0].effective = before & ~_IGNORES_PERMISSIONS
        assert libc.capset(ctypes.byref(header), sets) == 0
    try:
        yield
    finally:
        if root:
            sets[0].effective = before
            assert libc.capset(ctypes.byref(header), sets) == 0
        for entry in files:
            entry.chmod(0o755 if entry.is_dir() else 0o644)
