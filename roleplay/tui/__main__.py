"""``python -m roleplay.tui``: the app and nothing else. The browser's way in."""

import sys

from roleplay.tui import run_app

sys.exit(run_app())
