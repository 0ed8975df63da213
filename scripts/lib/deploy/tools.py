"""Runs the other programs of a deployment. None gets the ingestion key as an argument or in its environment."""

import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]


def run(command, environment, given=None):
    """The exit code and, if the other program gets the text `given` as input, its output. A signal ends it too."""
    pipe = None if given is None else subprocess.PIPE
    output = pipe and subprocess.STDOUT
    variables = {name: value for name, value in (os.environ | environment).items() if value is not None}
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=pipe, stdout=pipe, stderr=output, text=True)
    try:
        text, _ = process.communicate(given)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return process.returncode, text or ""


def check_settings(values, stack, region):
    """The problems of the parameters, as the functions' own readers report them. Through a pipe: the key is in it."""
    command = ["scripts/check-settings.sh", "-", "--stack", stack, "--region", region]
    code, output = run(command, {}, json.dumps(values))
    return [] if code == 0 else output.splitlines() or [f"scripts/check-settings.sh exited with {code}"]


def package():
    code, _ = run(["scripts/package.sh"], {})
    return code == 0


def sam_deploy(stack, login, file):
    command = [sys.executable, "-m", "samcli", "deploy", "--template-file", "template.yaml", "--stack-name", stack]
    command += ["--region", login.region, "--capabilities", "CAPABILITY_IAM", "--resolve-s3", "--no-confirm-changeset"]
    command += ["--no-fail-on-empty-changeset"] + (["--parameter-overrides", f"file://{file}"] if file else [])
    code, _ = run(command, login.environment())
    return code == 0


def deploy_check(alias, functions, login):
    others = [argument for name in functions for argument in ("--function", name)]
    code, _ = run(["scripts/deploy-check.sh", "--alias", alias, *others], login.environment_of_tools())
    return code


def subscribe(command, target, login, config=None, group=""):
    """Runs a command of scripts/subscribe.sh for a Target, if `group` is set only for this log group; returns its exit code."""
    arguments = ["scripts/subscribe.sh", command, "--stack", target.stack, "--destination", target.alias]
    arguments += ["--own-group", ",".join(target.own_groups)]
    arguments += (["--table", target.table] if target.table else []) + (["--config", config] if config else [])
    arguments += ["--group", group] if group else []
    rules = {"POLL_INSIGHTS": target.insights or None, "SUBSCRIPTIONS": target.rules or None, "TRACING": target.tracing or None}
    code, _ = run(arguments, login.environment_of_tools() | rules)
    return code
