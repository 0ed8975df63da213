"""Parameter values that the tests share, and questions about a stack."""

import json
import re

SCHEDULED = {"ReplayFunction", "PollFunction", "SubscribeFunction"}
FORWARDING = {"SubscriptionFunction", "KinesisFunction"} | SCHEDULED
# Functions that send requests to ClickStack, with its key.
SENDING = FORWARDING - {"SubscribeFunction"}
TOPIC = "arn:aws:sns:us-east-1:123456789012:on-call"
ENDPOINT = {"ClickStackEndpoint": "https://clickstack.example.com:4318"}
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf"
PARAMETER = "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/click/stack"
KMS_KEY = "arn:aws:kms:eu-west-1:123456789012:key/0123-4567"
POLLED = {"PollConfig": "region: us-east-1\nlogs:\n  groups:\n    named:\n      /app/web:"}
BOUNDARY = "arn:aws:iam::123456789012:policy/team/boundary"
STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/logs"
STREAMING = {"KinesisStreamArn": STREAM}
SUBSCRIBED = {"Subscriptions": '{"rules":[{"include":"/aws/lambda/*"}]}'}
ROLES = ["arn:aws:iam::210987654321:role/logs", "arn:aws:iam::210987654322:role/logs"]
EVERYTHING = ENDPOINT | POLLED | STREAMING | SUBSCRIBED | {
    "KinesisStreamKmsKeyArn": KMS_KEY,
    "PermissionsBoundaryArn": BOUNDARY,
    "Tracing": "on",
    "PollInsights": "on",
    "PollRoleArns": ",".join(ROLES),
    "PollReservedConcurrency": "1",
    "ClickStackApiKey": "the-api-key",
    "OtlpHeaders": "authorization=the-header",
    "Alarms": "all",
    "AlarmTopicArn": TOPIC,
    "ReservedConcurrency": "20",
    "VpcSubnetIds": "subnet-1,subnet-2",
    "VpcSecurityGroupIds": "sg-1",
}


def statements_of(stack, role):
    """All policy statements of a role by Sid, those of separate policies included."""
    policies = list(stack.properties(role)["Policies"])
    for name, policy in stack.of_type("AWS::IAM::Policy").items():
        if stack.condition(policy["Condition"]) and f"{role}.Ref" in stack.properties(name)["Roles"]:
            policies.append(stack.properties(name))
    return {s["Sid"]: s for policy in policies for s in policy["PolicyDocument"]["Statement"]}


def schedules(stack, function):
    found = [stack.properties(name) for name in stack.of_type("AWS::Scheduler::Schedule")]
    return [schedule for schedule in found if schedule["Target"]["Arn"] == f"{function}.Arn"]


def invoke_config(stack, function):
    """How Lambda treats asynchronous invocations of a function."""
    found = [stack.properties(name) for name in stack.of_type("AWS::Lambda::EventInvokeConfig")]
    (config,) = [config for config in found if config["FunctionName"] == f"{function}.Ref"]
    return config


def existing(stack, *prefixes):
    """The resources with such a logical ID that the stack has with its parameters."""
    return {
        name
        for name, resource in stack.resources.items()
        if name.startswith(prefixes) and ("Condition" not in resource or stack.condition(resource["Condition"]))
    }


def alias_of(stack, function):
    """Logical ID of the one alias of a function."""
    (alias,) = [name for name in stack.of_type("AWS::Lambda::Alias") if name.startswith(function)]
    return alias


def size(variables):
    """The size of an environment as Lambda measures it, as JSON."""
    return len(json.dumps(variables, separators=(",", ":"), ensure_ascii=False).encode())


def as_list(value):
    return value if isinstance(value, list) else [value]


def allowed(parameter, value):
    """Whether CloudFormation would accept `value`."""
    if "AllowedValues" in parameter:
        return value in parameter["AllowedValues"]
    if parameter["Type"] == "Number":
        return parameter["MinValue"] <= int(value) <= parameter["MaxValue"]
    pattern = parameter.get("AllowedPattern", r"[\s\S]*")
    if parameter["Type"] == "CommaDelimitedList":
        return all(re.fullmatch(pattern, element.strip()) for element in value.split(","))
    return len(value) <= parameter.get("MaxLength", 4096) and re.fullmatch(pattern, value) is not None
