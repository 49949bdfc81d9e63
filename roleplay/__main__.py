"""``python -m roleplay``: the same as the command ``roleplay``."""

from roleplay.cli import main

main()
