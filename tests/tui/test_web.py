"""The app in a browser: who gets in, and one journey through a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.tui.web import address_problem

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A running ``roleplay web``: its link, and the environment it runs in."""
    env = {**os.environ, "ROLEPLAY_DATA_DIR": str(tmp_path), "ROLEPLAY_PACE": "off", "HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "roleplay", "web", "--port", str(free_port())],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env,
    )  # fmt: skip
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    for _ in range(100):
        try:
            urllib.request.urlopen(link.split("?")[0], timeout=1)
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    yield link, env
    process.terminate()
    process.wait(10)


def status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_may_always_be_served(host: str) -> None:
    assert address_problem(host, behind_login=False) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_a_public_address_is_refused_unless_told_that_a_login_stands_before_it(host: str) -> None:
    problem = address_problem(host, behind_login=False)
    assert problem is not None
    assert "--behind-login" in problem
    assert address_problem(host, behind_login=True) is None


@pytest.mark.slow
def test_only_the_link_gets_in(served: tuple[str, dict[str, str]]) -> None:
    link, _ = served
    page, token = link.split("?token=")
    cookie = {"Cookie": f"roleplay_token={token}"}
    assert status(page) == 403
    assert status(page + "?token=guess") == 403
    assert status(page + "ws") == 403
    assert status(page + "static/js/textual.js") == 403
    assert status(page, **cookie) == 200
    assert status(page, **cookie, Origin="http://evil.example") == 403
    assert status(page, **cookie, Host="evil.example") == 403


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt-get install chromium")
def test_a_call_of_three_turns_in_a_real_browser(served: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    link, env = served
    foreign: list[str] = []
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        context = browser.new_context(viewport={"width": 1200, "height": 800})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("request", lambda r: foreign.append(r.url) if "127.0.0.1" not in r.url else None)
        page.goto(link)
        assert "token" not in page.url
        page.wait_for_selector("body.-first-byte", timeout=60_000)
        page.wait_for_timeout(4000)
        page.keyboard.press("Enter")  # past a first screen, if there is one before the call
        for line in ("What brought you back?", "What happened with the last one?"):
            page.keyboard.type(line)
            page.keyboard.press("Enter")
            page.wait_for_timeout(3000)
        page.evaluate("navigator.clipboard.writeText('And what did they do about it?')")
        page.mouse.click(5, 799)  # beside the terminal: the keys stay with it
        page.keyboard.press("Control+v")
        page.wait_for_timeout(800)
        page.keyboard.press("Enter")
        page.wait_for_timeout(3000)
        picture = tmp_path / "call.png"
        page.screenshot(path=str(picture))
        assert picture.stat().st_size > 5000
        page.keyboard.press("F5")  # hang up
        page.wait_for_timeout(1500)
        page.keyboard.press("Enter")
        page.wait_for_timeout(3000)
        browser.close()
    assert [url for url in foreign if not url.startswith(("data:", "ws://127.0.0.1"))] == []
    listed = subprocess.run(
        [sys.executable, "-m", "roleplay", "calls", "list", "--json"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    calls = json.loads(listed.stdout)
    calls = calls["calls"] if isinstance(calls, dict) else calls
    assert calls[0]["rep_turns"] == 3
