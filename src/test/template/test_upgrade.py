"""What an upgrade must not replace."""

import re
import unittest
from unittest import mock

from cloudformation import PSEUDO_PARAMETERS, ROOT, Stack
from values import ENDPOINT, EVERYTHING, POLLED, STREAMING


class UpgradeTest(unittest.TestCase):
    """CloudFormation replaces a resource whose logical ID or name changes: an upgrade must replace none of these."""

    # Resources of deployed stacks that have content or that others refer to, by type. Never change a line.
    LASTING = {
        "FailureBucket": "AWS::S3::Bucket",
        "FailureBucketPolicy": "AWS::S3::BucketPolicy",
        "CheckpointTable": "AWS::DynamoDB::Table",
        "SubscriptionFunction": "AWS::Lambda::Function",
        "SubscriptionFunctionAliaslive": "AWS::Lambda::Alias",
        "SubscriptionInvokePermission": "AWS::Lambda::Permission",
        "SubscriptionLogGroup": "AWS::Logs::LogGroup",
        "KinesisFunction": "AWS::Lambda::Function",
        "KinesisFunctionAliaslive": "AWS::Lambda::Alias",
        "KinesisFunctionStream": "AWS::Lambda::EventSourceMapping",
        "ReplayFunction": "AWS::Lambda::Function",
        "PollFunction": "AWS::Lambda::Function",
    }
    # Properties whose change replaces the resource.
    REPLACING = {
        "AWS::S3::Bucket": {"BucketName"},
        "AWS::DynamoDB::Table": {"TableName", "LocalSecondaryIndexes"},
        "AWS::Lambda::Function": {"FunctionName", "PackageType"},
    }
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED | STREAMING)

    def test_lasting_resources_keep_their_logical_ids(self):
        for name, resource_type in self.LASTING.items():
            with self.subTest(resource=name):
                self.assertEqual(resource_type, self.stack.resources[name]["Type"])

    def test_none_has_a_name_that_an_upgrade_could_change(self):
        for name, resource_type in self.LASTING.items():
            with self.subTest(resource=name):
                self.assertFalse(self.REPLACING.get(resource_type, set()) & set(self.stack.properties(name)))
        self.assertEqual(
            [{"AttributeName": "id", "KeyType": "HASH"}], self.stack.properties("CheckpointTable")["KeySchema"]
        )
        for function, group in (("SubscriptionFunction", "subscription"), ("KinesisFunction", "kinesis")):
            alias = self.stack.properties(f"{function}Aliaslive")
            self.assertEqual(("live", f"{function}.Ref"), (alias["Name"], alias["FunctionName"]))
            name = self.stack.properties(function.replace("Function", "LogGroup"))["LogGroupName"]
            self.assertEqual(f"/aws/lambda/logs-{group}", name)

    def test_no_parameter_replaces_a_lasting_resource(self):
        # Of the others, only the table and the trigger depend on parameters: on whether they exist, and on the stream.
        for name in ("FailureBucket", "CheckpointTable"):
            with self.subTest(resource=name):
                plain, other = self.stack.properties(name), Stack(EVERYTHING).properties(name)
                self.assertEqual(plain, other)

    def test_what_stores_logs_or_checkpoints_is_retained_when_the_stack_is_deleted(self):
        # Except by the rollback of the deployment that creates them: they are empty then.
        retained = {name for name, r in self.stack.resources.items() if r.get("DeletionPolicy") == "RetainExceptOnCreate"}

        self.assertEqual({"FailureBucket", "FailureBucketPolicy", "CheckpointTable"}, retained)
        self.assertFalse({name for name, r in self.stack.resources.items() if r.get("DeletionPolicy") == "Retain"})
        for name in retained:
            self.assertEqual("Retain", self.stack.resources[name]["UpdateReplacePolicy"])
        for name, resource in self.stack.resources.items():
            if resource["Type"] in ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::SQS::Queue"):
                self.assertIn(name, retained)

    def test_no_resource_has_a_name_that_a_second_stack_would_repeat(self):
        # Names within a function or role, and of a metric.
        scoped = {
            ("AWS::CloudWatch::Alarm", "MetricName"),
            ("AWS::IAM::Policy", "PolicyName"),
            ("AWS::Lambda::Alias", "Name"),
        }
        mine = Stack(EVERYTHING)
        with mock.patch.dict(PSEUDO_PARAMETERS, {"AWS::StackName": "second"}):
            second = Stack(EVERYTHING)
            others = {name: second.properties(name) for name in second.resources}
        for name, resource in mine.resources.items():
            for attribute, value in mine.properties(name).items():
                if re.fullmatch("(.+)?Name", attribute) and (resource["Type"], attribute) not in scoped:
                    with self.subTest(resource=name, attribute=attribute):
                        own = re.fullmatch(r"\w+\.(Ref|Arn)", value)
                        self.assertTrue(own or value != others[name][attribute], value)

    def test_schedules_get_their_names_from_cloudformation(self):
        for name in self.stack.of_type("AWS::Scheduler::Schedule"):
            self.assertNotIn("Name", self.stack.properties(name))

    def test_the_documents_name_what_is_retained(self):
        text = (ROOT / "docs/upgrade.md").read_text()

        for name in ("FailureBucket", "CheckpointTable"):
            self.assertIn(f"`{name}`", text)


if __name__ == "__main__":
    unittest.main()
