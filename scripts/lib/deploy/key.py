"""Where the ingestion key comes from: never from an argument."""

import getpass
import os
import sys

from problem import Problem

NAME = "CLICKSTACK_API_KEY"


def take(wanted):
    """The key of CLICKSTACK_API_KEY, which the other programs do not inherit; else, if `wanted`, of standard input.

    Returns None if there is none to read. An empty answer at the terminal means that ClickStack requires no key.
    """
    key = os.environ.pop(NAME, None)
    if key is None and wanted:
        key = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if key is None:
        return None
    if not key and not sys.stdin.isatty():
        raise Problem(f"the ingestion key is missing: set {NAME}, write it to standard input, or pass --api-key-arn")
    return key or "none"


def _ask():
    return getpass.getpass("   ClickStack ingestion key (not shown; empty if ClickStack requires none): ").strip()
