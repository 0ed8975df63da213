"""Where the ingestion key comes from: never from an argument."""

import getpass
import os
import sys

from problem import Problem

NAME = "CLICKSTACK_API_KEY"


def take_from_environment():
    """The key of CLICKSTACK_API_KEY, or None. Programs that start after this call do not inherit it."""
    return os.environ.pop(NAME, None)


def keep_standard_input():
    """Keeps other programs from reading it, since the key may be there. A terminal stays: they may ask there."""
    if sys.stdin.isatty():
        return
    sys.stdin = os.fdopen(os.dup(sys.stdin.fileno()))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def read(key, wanted):
    """The key of the environment; if it is None, and if `wanted`, that of standard input.

    Returns None if there is none to read. An empty answer at the terminal means that ClickStack requires no key.
    """
    if key is None and wanted:
        key = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if key is None:
        return None
    if not key and not sys.stdin.isatty():
        raise Problem(f"the ingestion key is missing: set {NAME}, write it to standard input, or pass --api-key-arn")
    return key or "none"


def _ask():
    return getpass.getpass("   ClickStack ingestion key (not shown; empty if ClickStack requires none): ").strip()
