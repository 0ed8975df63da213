"""A second opinion on every policy of the template: parliament knows AWS's actions, resources and condition keys."""

import json
import re
import unittest

import parliament
from cloudformation import Stack
from test_template import ENDPOINT, EVERYTHING, KMS_KEY, PARAMETER, POLLED, SECRET, STREAMING

ARNS = {
    "FailureBucket.Arn": "arn:aws:s3:::failures",
    "CheckpointTable.Arn": "arn:aws:dynamodb:us-east-1:123456789012:table/checkpoints",
}
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
KEY = {"ClickStackApiKey": "", "ClickStackApiKeyArn": SECRET, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
SETTINGS = {
    "plain": ENDPOINT,
    "everything, secret": EVERYTHING | KEY | {"LogGroupTags": "*"},
    "everything, parameter": EVERYTHING | KEY | {"ClickStackApiKeyArn": PARAMETER.replace("aws-cn", "aws")},
    "poll config in a parameter": ENDPOINT | POLLED | STREAMING | {"PollConfig": "ssm:/click/poll.yaml"},
    "poll config in a bucket": ENDPOINT | {"PollConfig": "s3://bucket-1/a/poll.yaml", "PollLinkedAccounts": "on"},
}
# Findings that are answered, by statement: each says why.
ANSWERED = {
    # What Lambda needs to attach a function to a VPC, and the answer to it: the statement below denies it to the code.
    ("AttachToVpc", "RESOURCE_STAR"),
    # Every request that a function's code makes has this key, whatever the action; parliament lists it for Lambda only.
    # https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    ("DenyVpcActionsToCode", "UNKNOWN_CONDITION_FOR_ACTION"),
    # A query is no resource that could be named beforehand.
    ("ReadAndStopQueries", "RESOURCE_STAR"),
}


class PolicyTest(unittest.TestCase):
    def test_parliament_finds_nothing_that_is_not_answered(self):
        found = set()
        for name, parameters in SETTINGS.items():
            for role, policy in policies(Stack(parameters)):
                for statement in policy["Statement"]:
                    with self.subTest(settings=name, role=role, statement=statement["Sid"]):
                        findings = {(statement["Sid"], issue) for issue in issues(statement)}
                        found |= findings
                        self.assertEqual(set(), findings - ANSWERED)
        self.assertEqual(ANSWERED, found, "an answer without a finding")

    def test_it_would_find_a_mistake(self):
        wrong = {
            "UNKNOWN_ACTION": {"Action": "s3:PutObjects", "Resource": "arn:aws:s3:::failures/*"},
            "RESOURCE_MISMATCH": {"Action": "s3:PutObject", "Resource": "arn:aws:sqs:us-east-1:123456789012:queue"},
            "UNKNOWN_CONDITION_FOR_ACTION": {
                "Action": "s3:PutObject",
                "Resource": "arn:aws:s3:::failures/*",
                "Condition": {"StringEquals": {"s3:max-keys": "1"}},
            },
        }
        for issue, statement in wrong.items():
            with self.subTest(issue=issue):
                self.assertIn(issue, issues({"Effect": "Allow"} | statement))


def policies(stack):
    """Every identity policy of the stack for its parameters, by the resource it stands in."""
    for kind in ("AWS::IAM::Role", "AWS::IAM::Policy"):
        for name, resource in stack.of_type(kind).items():
            if "Condition" in resource and not stack.condition(resource["Condition"]):
                continue
            properties = stack.properties(name)
            for policy in properties.get("Policies", [properties]):
                yield name, policy["PolicyDocument"]


def issues(statement):
    policy = {"Version": "2012-10-17", "Statement": [with_arns(statement)]}
    analyzed = parliament.analyze_policy_string(json.dumps(policy))
    return {finding.issue for finding in analyzed.findings}


def with_arns(statement):
    """ARNs in place of the names that resources have in a `Stack`."""
    text = json.dumps(statement)
    for name, arn in ARNS.items():
        text = text.replace(name, arn)
    text = re.sub(r"\w+LogGroup\.Arn", LOG_GROUP, text)
    return json.loads(re.sub(r"\w+Function\.Arn", FUNCTION, text))


if __name__ == "__main__":
    unittest.main()
