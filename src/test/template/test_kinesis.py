"""The Kinesis function: a stream invokes its alias."""

import unittest

from cloudformation import Stack, load
from values import ENDPOINT, EVERYTHING, KMS_KEY, STREAM, STREAMING, alias_of, allowed, existing, statements_of


class KinesisTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | STREAMING | {"Alarms": "all"})

    def test_the_stream_invokes_the_alias_with_a_failure_destination(self):
        (trigger,) = self.stack.of_type("AWS::Lambda::EventSourceMapping")
        alias = alias_of(self.stack, "KinesisFunction")
        properties = self.stack.properties(trigger)

        self.assertEqual(f"{alias}.Ref", properties["FunctionName"])
        self.assertEqual("live", self.stack.properties(alias)["Name"])
        self.assertEqual({"ApplyOn": "PublishedVersions"}, self.stack.properties("KinesisFunction")["SnapStart"])
        self.assertEqual(STREAM, properties["EventSourceArn"])
        self.assertEqual(["ReportBatchItemFailures"], properties["FunctionResponseTypes"])
        self.assertIs(True, properties["BisectBatchOnFunctionError"])
        self.assertEqual({"OnFailure": {"Destination": "FailureBucket.Arn"}}, properties["DestinationConfig"])
        # -1 means infinite for both: the shard would be blocked, and records would expire in the stream.
        self.assertEqual("5", properties["MaximumRetryAttempts"])
        self.assertEqual("43200", properties["MaximumRecordAgeInSeconds"])
        self.assertLess(int(properties["MaximumRecordAgeInSeconds"]), 24 * 3600)
        for parameter in ("KinesisRetryAttempts", "KinesisRecordAgeSeconds"):
            self.assertFalse(allowed(load()["Parameters"][parameter], "-1"))

    def test_its_resources_exist_only_with_a_stream(self):
        declared = {name for name in load()["Resources"] if name.startswith("Kinesis") and not name.endswith("Alarm")}

        self.assertEqual({"KinesisFunction", "KinesisRole", "KinesisLogGroup", "KinesisFingerprint"}, declared)
        self.assertEqual(set(), existing(Stack(ENDPOINT), "Kinesis"))
        self.assertEqual({name for name in self.stack.resources if name.startswith("Kinesis")}, existing(self.stack, "Kinesis"))
        for name, output in load()["Outputs"].items():
            self.assertEqual(name.startswith("Kinesis"), output.get("Condition") == "HasKinesis", name)

    def test_reads_and_decrypts_only_the_one_stream(self):
        statements = statements_of(Stack(EVERYTHING), "KinesisRole")
        read, decrypt = statements["ReadStream"], statements["DecryptStream"]

        self.assertEqual(STREAM, read["Resource"])
        self.assertTrue(all(action.startswith("kinesis:") for action in read["Action"]))
        self.assertEqual(KMS_KEY, decrypt["Resource"])
        self.assertEqual({"StringLike": {"kms:ViaService": "kinesis.eu-west-1.amazonaws.com*"}}, decrypt["Condition"])
        self.assertNotIn("DecryptStream", statements_of(self.stack, "KinesisRole"))


if __name__ == "__main__":
    unittest.main()
