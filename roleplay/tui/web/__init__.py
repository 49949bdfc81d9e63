"""The same app in a browser, on this machine."""

from roleplay.tui.web.server import TokenServer, address_problem

__all__ = ["TokenServer", "address_problem"]
