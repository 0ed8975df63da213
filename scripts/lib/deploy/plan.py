"""What a deployment changes: the parameters it passes, and the log groups it subscribes."""

import dataclasses
import json

from settings import shown


@dataclasses.dataclass(frozen=True)
class Target:
    """What scripts/subscribe.sh needs to know about a stack."""

    stack: str
    alias: str
    own_groups: list
    table: str = ""
    insights: str = ""
    rules: str = ""
    tracing: str = ""

    @staticmethod
    def of(stack):
        outputs, parameters = stack.outputs(), stack.parameters()
        return Target(
            stack.name,
            outputs["SubscriptionAliasArn"],
            sorted(stack.resources("AWS::Logs::LogGroup").values()),
            outputs.get("CheckpointTableName", ""),
            parameters.get("PollInsights", ""),
            parameters.get("Subscriptions", ""),
            parameters.get("Tracing", ""),
        )

    @staticmethod
    def expected(name, login):
        """Of a stack that does not exist yet, for a dry run."""
        partition = login.session.get_partition_for_region(login.region)
        alias = f"arn:{partition}:lambda:{login.region}:{login.account}:function:{name}-SubscriptionFunction:live"
        return Target(name, alias, [f"/aws/lambda/{name}-subscription"])


# X-Ray's log group of spans.
SPANS = "aws/spans"


@dataclasses.dataclass(frozen=True)
class Subscriptions:
    """The log groups to subscribe, by patterns of names. If `group` is set, filters of other log groups stay."""

    patterns: tuple = ()
    group: str = ""

    @staticmethod
    def of(patterns, traces):
        """Without patterns, the log group of spans is added to what is subscribed."""
        return Subscriptions((*patterns, SPANS) if traces else tuple(patterns), SPANS if traces and not patterns else "")

    def __bool__(self):
        return bool(self.patterns)

    def rules(self):
        """The configuration for scripts/subscribe.sh."""
        return json.dumps({"rules": [{"include": pattern} for pattern in self.patterns]})


def changes(given, current, parameters):
    """One line for each parameter that gets another value."""
    lines = []
    for name, value in given.items():
        parameter = parameters[name]
        before = current.get(name, str(parameter.get("Default", "")))
        if parameter.get("NoEcho"):
            lines.append(f"{name}: {'(hidden)' if value else '(none)'}")
        elif value != before:
            lines.append(f"{name}: {shown(before, parameter) or '(blank)'} -> {shown(value, parameter) or '(blank)'}")
    return lines
