"""The steps of a deployment."""

import sys

import key
import settings
import tools
from botocore.exceptions import BotoCoreError, ClientError
from handover import PrivateFolder, for_sam
from login import Login
from plan import SPANS, Target, changes
from problem import Problem, confirm, say, step
from stack import TO_BE_DELETED, Stack

KEY, KEY_ARN, ENDPOINT = "ClickStackApiKey", "ClickStackApiKeyArn", "ClickStackEndpoint"
TEMPLATE = tools.ROOT / "template.yaml"
# Exit codes of scripts/deploy-check.sh.
ACCEPTED, WARNING = 0, 1


def deploy(given):
    parameters = settings.declared(TEMPLATE)
    values = _values(given, parameters)
    step("Checking the AWS login")
    login = Login(given.profile, given.region)
    stack = Stack(login, given.stack)
    stack.check_can_be_changed()
    say(f"{'updates' if stack.exists else 'creates'} the stack {stack.name}")
    _check_rights(login)
    _check_traces(given, login)
    values |= _key(given, values, stack)
    _check_required(values, stack)
    _check_subscriptions(given, values, stack)
    with PrivateFolder() as folder:
        step("Checking the settings and packaging the function")
        _check_settings(values, stack, parameters)
        if given.dry_run:
            return _dry_run(given, values, stack, parameters, folder, login)
        if not tools.package():
            raise Problem("the function could not be packaged; see above")
        _delete_failed_creation(stack, given.yes)
        step(f"Deploying (the first time about five minutes); {len(values)} parameters")
        file = folder.write("parameters.yaml", for_sam(values)) if values else None
        _deploy_stack(stack, login, file)
        step("Sending one event through the function, and asking each function what it can reach")
        checked = _check_functions(stack, login)
        if checked not in (ACCEPTED, WARNING):
            raise Problem("the stack is deployed, but the check failed. Correct the cause and run this command again", checked)
        done = _subscribe(given, stack, folder, login)
    _where_to_look(stack)
    return 0 if done else 1


def _values(given, parameters):
    """The parameters to pass, without the ingestion key."""
    values = settings.read(given.settings, parameters) if given.settings else {}
    for name, value, option in ((ENDPOINT, given.endpoint, "--endpoint"), (KEY_ARN, given.api_key_arn, "--api-key-arn")):
        if value is not None:
            if values.get(name, value) != value:
                raise Problem(f"{given.settings} sets {name}, and {option} has another value")
            values[name] = value
    if given.traces:
        values.setdefault("XrayTraceIds", "on")
    return values


def _key(given, values, stack):
    """The parameters of the key. A stack keeps its key unless this run names another one, here or in the settings."""
    named = KEY in values or bool(values.get(KEY_ARN))
    found = key.read(given.key, wanted=not named and (given.new_key or not (stack.exists or given.dry_run)))
    if named:
        # A stack has either the key or its ARN.
        return {} if KEY in values else {KEY: "none"}
    return {} if found is None else {KEY: found, KEY_ARN: ""}


def _check_required(values, stack):
    known = stack.parameters() | values
    if not known.get(ENDPOINT) and not known.get("OtlpLogsEndpoint"):
        raise Problem("the endpoint is missing: pass --endpoint https://HOST:4318")


def _check_subscriptions(given, values, stack):
    """With the parameter, the function of the stack reconciles: it would remove filters of other rules."""
    if not given.subscriptions:
        return
    option = "--subscribe" if given.subscribe else "--traces"
    if (stack.parameters() | values).get("Subscriptions"):
        raise Problem(f"the parameter Subscriptions and {option} exclude each other: add the log groups to Subscriptions")
    if not (given.yes or given.dry_run or sys.stdin.isatty()):
        raise Problem(f"{option} asks before it changes log groups: pass --yes, since there is no terminal")


def _check_traces(given, login):
    """The log group exists only with Transaction Search, and cannot be created."""
    if not given.traces:
        return
    try:
        found = login.session.client("logs").describe_log_groups(logGroupNamePrefix=SPANS)["logGroups"]
    except (BotoCoreError, ClientError) as e:
        raise Problem(f"cannot find out whether the log group {SPANS} exists ({e})") from e
    if SPANS not in [group["logGroupName"] for group in found]:
        raise Problem(f"--traces: there is no log group {SPANS}. Switch on Transaction Search of X-Ray first (docs/traces.md)")


def _check_rights(login):
    missing = login.missing_rights()
    if missing:
        raise Problem("the credentials do not allow " + ", ".join(missing) + ": use those of a role that may deploy")
    if missing is None:
        say("permissions: not checked, since these credentials may not call iam:SimulatePrincipalPolicy")


def _check_settings(values, stack, parameters):
    """With the functions' own readers, over the values that the stack will have. Kept secrets are not known."""
    kept = {name: value for name, value in stack.parameters().items() if not parameters.get(name, {}).get("NoEcho")}
    wanted = {name: value for name, value in (kept | values).items() if name in parameters}
    problems = tools.check_settings(wanted, stack.name, stack.login.region)
    if problems:
        raise Problem("these settings would not work; nothing was uploaded:\n  " + "\n  ".join(problems))
    say("the settings are valid")


def _dry_run(given, values, stack, parameters, folder, login):
    step("Dry run: nothing was changed. A deployment would")
    if stack.status in TO_BE_DELETED:
        say(f"delete the stack {stack.name} ({stack.status}) first")
    for line in changes(values, stack.parameters(), parameters):
        say(f"set {line}")
    say("upload the function if its code has changed, and send one event through it")
    if not given.subscriptions and not (stack.parameters() | values).get("Subscriptions"):
        return 0
    target = Target.of(stack) if stack.exists else Target.expected(stack.name, login)
    config = given.subscriptions.rules() if given.subscriptions else (stack.parameters() | values)["Subscriptions"]
    return tools.subscribe("plan", target, login, folder.write("subscriptions.yaml", config), given.subscriptions.group)


def _delete_failed_creation(stack, yes):
    if stack.status not in TO_BE_DELETED:
        return
    say(f"the stack {stack.name} is in the state {stack.status}: its creation failed, and CloudFormation cannot update it")
    if not confirm("Delete the failed stack?", yes):
        raise Problem(f"the failed stack {stack.name} is in the way: run this command with --yes, or delete it", code=1)
    stack.delete()
    stack.refresh()


def _deploy_stack(stack, login, file):
    before = stack.last_event()
    succeeded = tools.sam_deploy(stack.name, login, file)
    stack.refresh()
    if not succeeded:
        reasons = stack.failures(before) if stack.status else []
        explained = "CloudFormation reports:\n  " + "\n  ".join(reasons) if reasons else "see the output of the SAM CLI above"
        raise Problem(f"the deployment failed; {explained}", code=1)


def _check_functions(stack, login):
    outputs = stack.outputs()
    names = [value for name, value in sorted(outputs.items()) if name.endswith("FunctionName") and name != "SubscriptionFunctionName"]
    return tools.deploy_check(outputs["SubscriptionAliasArn"], names, login)


def _subscribe(given, stack, folder, login):
    """Shows the plan, asks, applies. Returns whether everything that was wanted is done."""
    target = Target.of(stack)
    if not given.subscriptions and not target.rules:
        return True
    step("Planning the subscriptions")
    if given.subscriptions.group:
        say(f"--traces without --subscribe: filters of other log groups than {SPANS} stay as they are")
    config = folder.write("subscriptions.json", given.subscriptions.rules()) if given.subscriptions else None
    if tools.subscribe("plan", target, login, config, given.subscriptions.group) != 0:
        raise Problem("the stack is deployed, but the subscriptions could not be planned; see above", code=1)
    if target.rules:
        say(f"the subscribe function applies this plan at its next run, within {stack.parameters()['SubscribeIntervalMinutes']} minutes")
        return True
    if not confirm("Apply this plan?", given.yes):
        say("no log group was changed")
        return False
    step("Subscribing")
    if tools.subscribe("apply", target, login, config, given.subscriptions.group) != 0:
        raise Problem("the stack is deployed, but some log groups could not be subscribed; see above", code=1)
    return True


def _where_to_look(stack):
    step("Done. See your first log:")
    say('in HyperDX: Search, source Logs, Last 15 minutes, ResourceAttributes.cloudwatch.log.group.name:"/clickstack-forwarder/deploy-check"')
    say(f"the forwarder's own log: {stack.outputs()['SubscriptionLogGroupName']}")
    say("if something is missing: docs/troubleshooting.md")
