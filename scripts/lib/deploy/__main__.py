"""The logic of scripts/deploy.sh, which documents the options."""

import argparse
import os
import pathlib
import signal
import sys

import deployment
import key
import removal
from botocore.exceptions import BotoCoreError, ClientError
from plan import Subscriptions
from problem import Problem

DEFAULT_STACK = "clickstack-cloudwatch-forwarder"


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/deploy.sh", add_help=False, allow_abbrev=False)
    parser.add_argument("--endpoint")
    parser.add_argument("--api-key-arn")
    parser.add_argument("--new-key", action="store_true")
    parser.add_argument("--subscribe", nargs="+", action="extend", default=[], metavar="PATTERN")
    parser.add_argument("--traces", action="store_true")
    parser.add_argument("--settings", type=_in_the_callers_folder)
    parser.add_argument("--stack", default=DEFAULT_STACK)
    parser.add_argument("--region")
    parser.add_argument("--profile")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--remove", action="store_true")
    given = parser.parse_args(arguments)
    others = (given.endpoint, given.api_key_arn, given.new_key, given.subscribe, given.traces, given.settings)
    if given.remove and any(others):
        parser.error("--remove takes only --stack, --region, --profile, --dry-run and --yes")
    given.subscriptions = Subscriptions.of(given.subscribe, given.traces)
    if given.api_key_arn and given.new_key:
        parser.error("--api-key-arn and --new-key exclude each other")
    return given


def _in_the_callers_folder(path):
    return pathlib.Path(os.environ.get("CALLER", "."), path)


def _end(number, _):
    # Unwinds, so that the folder with the parameters is removed.
    raise SystemExit(128 + number)


def main(arguments):
    # First, since git, a credential_process and the scripts would inherit it.
    key_of_environment = key.take_from_environment()
    key.keep_standard_input()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    given = options(arguments)
    given.key = key_of_environment
    try:
        return removal.remove(given) if given.remove else deployment.deploy(given)
    except Problem as e:
        print(f"deploy: {e}", file=sys.stderr)
        return e.code
    except (BotoCoreError, ClientError) as e:
        print(f"deploy: a request to AWS failed: {e}\nCorrect the cause, and run this command again.", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print("\ndeploy: interrupted. A change that CloudFormation has started continues; see its events.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
