"""Checks every policy of the template with parliament, which knows AWS's actions, resources and condition keys."""

import json
import re
import unittest

import parliament
from cloudformation import Stack
from values import ENDPOINT, EVERYTHING, KMS_KEY, PARAMETER, POLLED, SECRET, STREAMING

ARNS = {
    "FailureBucket.Arn": "arn:aws:s3:::failures",
    "CheckpointTable.Arn": "arn:aws:dynamodb:us-east-1:123456789012:table/checkpoints",
}
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
KEY = {"ClickStackApiKey": "", "ClickStackApiKeyArn": SECRET, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
SETTINGS = {
    "plain": ENDPOINT,
    "everything, secret": EVERYTHING | KEY | {"LogGroupTags": "*", "SubscribeAccountPolicy": "on"},
    "everything, parameter": EVERYTHING | KEY | {"ClickStackApiKeyArn": PARAMETER.replace("aws-cn", "aws")},
    "poll config in a parameter": ENDPOINT | STREAMING | {"PollConfig": "ssm:/click/poll.yaml", "ConfigKmsKeyArn": KMS_KEY},
    "poll config in a bucket": ENDPOINT | {"PollConfig": "s3://bucket-1/poll.yaml", "PollLinkedAccounts": "on", "ConfigKmsKeyArn": KMS_KEY},
}
# Accepted findings by statement, each with its reason.
ACCEPTED = {
    # Lambda needs these actions to attach a function to a VPC. DenyVpcActionsToCode denies them to the code.
    ("AttachToVpc", "RESOURCE_STAR"),
    # Every request from the code of a function has this condition key, for any action; parliament knows it for Lambda only.
    # https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    ("DenyVpcActionsToCode", "UNKNOWN_CONDITION_FOR_ACTION"),
    ("DenyOtherFoldersToCode", "UNKNOWN_CONDITION_FOR_ACTION"),
    # These actions do not support resources.
    ("ReadAndStopQueries", "RESOURCE_STAR"),
}


class PolicyTest(unittest.TestCase):
    def test_parliament_has_no_findings_but_the_accepted_ones(self):
        found = set()
        for name, parameters in SETTINGS.items():
            for role, policy in policies(Stack(parameters)):
                for statement in policy["Statement"]:
                    with self.subTest(settings=name, role=role, statement=statement["Sid"]):
                        findings = {(statement["Sid"], issue) for issue in issues(statement)}
                        found |= findings
                        self.assertEqual(set(), findings - ACCEPTED)
        self.assertEqual(ACCEPTED, found, "an accepted finding that parliament no longer has")

    def test_it_detects_mistakes(self):
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
    """Every identity policy of the stack with the resource that contains it."""
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
    """Replaces the names that resources have in a `Stack` by ARNs."""
    text = json.dumps(statement)
    for name, arn in ARNS.items():
        text = text.replace(name, arn)
    text = re.sub(r"\w+LogGroup\.Arn", LOG_GROUP, text)
    return json.loads(re.sub(r"\w+Function\.Arn", FUNCTION, text))


if __name__ == "__main__":
    unittest.main()
