"""The subscribe function."""

import unittest

from cloudformation import Stack, load
from values import ENDPOINT, EVERYTHING, SECRET, SUBSCRIBED, alias_of, existing, schedules, size, statements_of


class SubscribeTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | SUBSCRIBED)

    def test_a_new_log_group_invokes_the_function_once(self):
        (rule,) = [self.stack.properties(name) for name in self.stack.of_type("AWS::Events::Rule")]
        (target,) = rule["Targets"]

        self.assertEqual(["CreateLogGroup"], rule["EventPattern"]["detail"]["eventName"])
        self.assertEqual("SubscribeFunction.Arn", target["Arn"])
        self.assertEqual({"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}, target["RetryPolicy"])

    def test_reconciles_every_hour_and_can_be_turned_off(self):
        (schedule,) = schedules(self.stack, "SubscribeFunction")
        (off,) = schedules(Stack(ENDPOINT | {"SubscribeIntervalMinutes": "0"}), "SubscribeFunction")
        (valid,) = load()["Rules"]["SubscribeIntervalValid"]["Assertions"]

        self.assertEqual(("rate(60 minutes)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual("DISABLED", off["State"])
        self.assertFalse(Stack(ENDPOINT | {"SubscribeIntervalMinutes": "1"}).evaluate(valid["Assert"]))

    def test_its_resources_exist_only_with_subscriptions(self):
        named = {name for name in self.stack.resources if name.startswith("Subscribe")}

        self.assertLess({"SubscribeFunction", "SubscribeRole", "SubscribeScheduleRole", "SubscribeLogGroup"}, named)
        self.assertEqual(set(), existing(Stack(ENDPOINT), "Subscribe"))
        self.assertEqual(named, existing(self.stack, "Subscribe"))

    def test_filters_invoke_the_alias_and_have_the_name_of_the_stack(self):
        alone = self.stack.properties("SubscribeFunction")["Environment"]["Variables"]
        polling = Stack(EVERYTHING).properties("SubscribeFunction")["Environment"]["Variables"]

        self.assertEqual(f"{alias_of(self.stack, 'SubscriptionFunction')}.Ref", alone["SUBSCRIPTION_DESTINATION"])
        self.assertEqual("clickstack-forwarder-logs", alone["SUBSCRIPTION_FILTER_NAME"])
        self.assertEqual(SUBSCRIBED["Subscriptions"], alone["SUBSCRIPTIONS"])
        self.assertEqual(("", "off"), (alone["CHECKPOINT_TABLE"], alone["POLL_INSIGHTS"]))
        self.assertEqual(("CheckpointTable.Ref", "on"), (polling["CHECKPOINT_TABLE"], polling["POLL_INSIGHTS"]))

    def test_the_longest_subscriptions_fit_next_to_an_endpoint_and_a_key(self):
        longest = {"Subscriptions": "x" * load()["Parameters"]["Subscriptions"]["MaxLength"], "ClickStackApiKeyArn": SECRET}
        function = Stack(ENDPOINT | longest).properties("SubscribeFunction")

        self.assertLess(size(function["Environment"]["Variables"]), 4096)

    def test_subscribing_uses_four_actions_and_never_on_own_log_groups(self):
        statements = statements_of(self.stack, "SubscribeRole")
        change, never = statements["ReadAndChangeFilters"], statements["DenyOwnLogGroups"]

        self.assertEqual(
            {"WriteOwnLogs", "FindLogGroupsAndPolicies", "ReadAndChangeFilters", "DenyOwnLogGroups"}, set(statements)
        )
        self.assertEqual("arn:aws:logs:us-east-1:123456789012:log-group:*", change["Resource"])
        self.assertEqual(
            [
                "logs:DeleteSubscriptionFilter",
                "logs:DescribeSubscriptionFilters",
                "logs:ListTagsForResource",
                "logs:PutSubscriptionFilter",
            ],
            change["Action"],
        )
        self.assertEqual(("Deny", "logs:PutSubscriptionFilter"), (never["Effect"], never["Action"]))
        # Log groups of other functions may have the same prefix.
        names = [self.stack.properties(group)["LogGroupName"] for group in self.stack.of_type("AWS::Logs::LogGroup")]
        own = [f"arn:aws:logs:us-east-1:123456789012:log-group:{name}{end}" for name in names for end in ("", ":*")]
        self.assertEqual(set(own), set(never["Resource"]))

    def test_new_log_groups_are_subscribed_but_not_those_whose_creation_aws_refused(self):
        (rule,) = self.stack.of_type("AWS::Events::Rule")
        detail = self.stack.properties(rule)["EventPattern"]["detail"]

        self.assertEqual(["CreateLogGroup"], detail["eventName"])
        self.assertEqual([{"exists": False}], detail["errorCode"])

    def test_delegation_and_account_policies_are_allowed_only_on_request(self):
        statements = statements_of(Stack(EVERYTHING | {"SubscribeAccountPolicy": "on"}), "SubscribeRole")

        delegate, find = statements["DelegateToPolling"], statements["FindDelegations"]
        self.assertEqual(("CheckpointTable.Arn", "CheckpointTable.Arn"), (delegate["Resource"], find["Resource"]))
        self.assertEqual((["dynamodb:GetItem", "dynamodb:PutItem"], "dynamodb:Scan"), (delegate["Action"], find["Action"]))
        self.assertEqual(["logs:DeleteAccountPolicy", "logs:PutAccountPolicy"], statements["ChangeAccountPolicy"]["Action"])

    def test_delegation_writes_no_checkpoint_and_no_lease(self):
        delegate = statements_of(Stack(EVERYTHING), "SubscribeRole")["DelegateToPolling"]

        self.assertEqual({"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["#handed-over/*"]}}, delegate["Condition"])

    def test_the_account_policy_is_changed_only_in_this_region(self):
        change = statements_of(Stack(EVERYTHING | {"SubscribeAccountPolicy": "on"}), "SubscribeRole")["ChangeAccountPolicy"]

        self.assertEqual({"StringEquals": {"aws:RequestedRegion": "us-east-1"}}, change["Condition"])

    def test_subscriptions_stored_elsewhere_and_nothing_else_are_read(self):
        locations = {
            "ssm:/click/s.yaml": ("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/click/s.yaml"),
            "s3://bucket-1/a/s.yaml": ("s3:GetObject", "arn:aws:s3:::bucket-1/a/s.yaml"),
        }
        for reference, expected in locations.items():
            with self.subTest(reference=reference):
                stack = Stack(ENDPOINT | {"Subscriptions": reference})
                read = statements_of(stack, "SubscribeRole")["ReadSubscriptions"]
                self.assertEqual(expected, (read["Action"], read["Resource"]))


if __name__ == "__main__":
    unittest.main()
