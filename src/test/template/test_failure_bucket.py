"""The failure bucket."""

import unittest

from cloudformation import Stack
from values import ENDPOINT


class FailureBucketTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)
        self.bucket = self.stack.properties("FailureBucket")

    def test_is_encrypted_and_private(self):
        (rule,) = self.bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

        self.assertEqual("AES256", rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"])
        self.assertEqual([{"ObjectOwnership": "BucketOwnerEnforced"}], self.bucket["OwnershipControls"]["Rules"])
        self.assertEqual(4, list(self.bucket["PublicAccessBlockConfiguration"].values()).count(True))

    def test_is_retained_with_its_policy_when_the_stack_is_deleted(self):
        for name in ("FailureBucket", "FailureBucketPolicy"):
            self.assertEqual("RetainExceptOnCreate", self.stack.resources[name]["DeletionPolicy"])
            self.assertEqual("Retain", self.stack.resources[name]["UpdateReplacePolicy"])

    def test_refuses_plain_http(self):
        policy = self.stack.properties("FailureBucketPolicy")
        (statement,) = policy["PolicyDocument"]["Statement"]

        self.assertEqual("FailureBucket.Ref", policy["Bucket"])
        self.assertEqual(("Deny", "*", "s3:*"), (statement["Effect"], statement["Principal"], statement["Action"]))
        self.assertEqual(["FailureBucket.Arn", "FailureBucket.Arn/*"], statement["Resource"])
        self.assertEqual({"Bool": {"aws:SecureTransport": "false"}}, statement["Condition"])

    def test_undelivered_events_never_expire(self):
        rules = self.bucket["LifecycleConfiguration"]["Rules"]
        expiring = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
        keys = {"Id", "Status", "Prefix", "ExpirationInDays", "AbortIncompleteMultipartUpload"}

        self.assertEqual({"check/": 1, "rejected/": "30", "replayed/": "30"}, expiring)
        self.assertTrue(all(set(rule) <= keys for rule in rules))
        self.assertTrue(all(rule["Status"] == "Enabled" for rule in rules))

    def test_deleted_logs_have_no_older_version(self):
        self.assertNotIn("VersioningConfiguration", self.bucket)


if __name__ == "__main__":
    unittest.main()
