"""What ends a deployment, and how the program speaks to the user."""

import sys


class Problem(Exception):
    """Ends the program with a message and an exit code."""

    def __init__(self, message, code=2):
        super().__init__(message)
        self.code = code


def step(text):
    print(f"\n== {text}", flush=True)


def say(text):
    print(f"   {text}", flush=True)


def confirm(question, yes):
    """Asks at the terminal; `yes` answers for the user. Without a terminal the answer is no."""
    if yes:
        return True
    if not sys.stdin.isatty():
        say(f"{question} - not without a terminal or --yes")
        return False
    return input(f"   {question} [y/N] ").strip().lower() in ("y", "yes")
