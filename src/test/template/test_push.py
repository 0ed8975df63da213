"""The subscription function: CloudWatch Logs invokes its alias."""

import unittest

from cloudformation import Stack
from values import ENDPOINT, alias_of, invoke_config, statements_of


class PushTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)

    def test_has_an_alias_with_snapstart_and_a_failure_destination(self):
        alias = self.stack.properties(alias_of(self.stack, "SubscriptionFunction"))
        invoke = invoke_config(self.stack, "SubscriptionFunction")

        self.assertEqual({"ApplyOn": "PublishedVersions"}, self.stack.properties("SubscriptionFunction")["SnapStart"])
        self.assertEqual(("live", "live"), (alias["Name"], invoke["Qualifier"]))
        self.assertEqual((2, 21600), (invoke["MaximumRetryAttempts"], invoke["MaximumEventAgeInSeconds"]))
        self.assertEqual({"OnFailure": {"Destination": "FailureBucket.Arn"}}, invoke["DestinationConfig"])

    def test_log_groups_of_this_account_and_no_other_principal_may_invoke_the_alias(self):
        # The other permission is for the rule that invokes the subscribe function.
        permissions = self.stack.of_type("AWS::Lambda::Permission")
        (permission,) = [name for name in permissions if not name.startswith("SubscribeFunction")]

        self.assertEqual(
            {
                "Action": "lambda:InvokeFunction",
                "FunctionName": f"{alias_of(self.stack, 'SubscriptionFunction')}.Ref",
                "Principal": "logs.amazonaws.com",
                "SourceAccount": "123456789012",
                "SourceArn": "arn:aws:logs:us-east-1:123456789012:log-group:*",
            },
            self.stack.properties(permission),
        )

    def test_its_role_allows_logs_and_the_failure_bucket_only(self):
        self.assertEqual(
            {"WriteOwnLogs", "WriteUndeliveredEvents", "DenyOtherFoldersToCode", "ListFailureBucket"},
            set(statements_of(self.stack, "SubscriptionRole")),
        )


if __name__ == "__main__":
    unittest.main()
