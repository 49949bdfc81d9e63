"""The command line: thin commands. stdout is data, stderr is talk, exit codes mean something.

0 done; 1 the thing asked for failed; 2 wrong use or bad input; 3 a service out of reach; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Errors are a line on stderr, never a traceback."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given and sys.stdin.isatty() and sys.stdout.isatty():
        # The app paints sooner without the command line's own imports.
        from roleplay.tui import run_app

        return run_app()
    import click

    from roleplay.cli.root import root

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its number instead of an error.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        code = root.main(
            None if arguments is None else list(arguments), prog_name="roleplay", standalone_mode=False
        )
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        return INTERRUPTED
    except click.ClickException as error:
        _complain(error.format_message())
        context = getattr(error, "ctx", None)
        if context is not None:
            click.echo(f"See: {context.command_path} --help", err=True)
        return 2
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`). Python would complain once more at exit.
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
        return 0
    except Exception as error:
        # Imported here, since --help and --version do without it.
        from roleplay.errors import RoleplayError

        if not isinstance(error, RoleplayError):
            raise
        _complain(str(error))
        return error.exit_code


def _complain(message: str) -> None:
    """``error: ...`` for each line. What stood in a file or on the command line is made harmless."""
    import click

    from roleplay.report.plain import visible

    for line in message.split("\n"):
        click.echo(f"error: {visible(line, keep='')}", err=True)
