"""Run the program with ``python -m windowdesk``."""

from windowdesk.cli import main

main()
