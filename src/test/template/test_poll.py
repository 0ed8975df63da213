"""The poll function and the table of its checkpoints."""

import unittest

from cloudformation import Stack, load
from values import ENDPOINT, EVERYTHING, POLLED, ROLES, SECRET, existing, schedules, size, statements_of


class PollTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED | {"Alarms": "all"})

    def test_polls_every_minute_and_can_be_paused(self):
        (schedule,) = schedules(self.stack, "PollFunction")
        (slower,) = schedules(Stack(ENDPOINT | {"PollIntervalMinutes": "5"}), "PollFunction")
        (off,) = schedules(Stack(ENDPOINT | {"PollIntervalMinutes": "0"}), "PollFunction")

        self.assertEqual(("rate(1 minute)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual(("rate(5 minutes)", "ENABLED"), (slower["ScheduleExpression"], slower["State"]))
        self.assertEqual("DISABLED", off["State"])

    def test_its_resources_exist_only_with_a_poll_config(self):
        prefixes = ("Poll", "Checkpoint")
        declared = {name for name in load()["Resources"] if name.startswith(prefixes) and not name.endswith("Alarm")}

        self.assertEqual({"PollFunction", "PollRole", "PollScheduleRole", "PollLogGroup", "CheckpointTable"}, declared)
        self.assertEqual(set(), existing(Stack(ENDPOINT), *prefixes))
        self.assertEqual({name for name in self.stack.resources if name.startswith(prefixes)}, existing(self.stack, *prefixes))
        for name, output in load()["Outputs"].items():
            self.assertEqual(name.startswith(prefixes), output.get("Condition") == "HasPoll", name)

    def test_the_longest_poll_config_fits_next_to_an_endpoint_and_a_key(self):
        longest = {"PollConfig": "x" * load()["Parameters"]["PollConfig"]["MaxLength"], "ClickStackApiKeyArn": SECRET}
        function = Stack(ENDPOINT | longest).properties("PollFunction")

        self.assertLess(size(function["Environment"]["Variables"]), 4096)

    def test_plain_polling_uses_two_actions_and_its_table(self):
        statements = statements_of(self.stack, "PollRole")
        table = statements["ReadAndWriteCheckpoints"]

        self.assertEqual(
            {"WriteOwnLogs", "FindLogGroups", "ReadLogGroups", "ReadAndWriteCheckpoints", "StoreRefusedRecords"}, set(statements)
        )
        self.assertEqual("logs:DescribeLogGroups", statements["FindLogGroups"]["Action"])
        self.assertEqual("logs:FilterLogEvents", statements["ReadLogGroups"]["Action"])
        self.assertEqual("arn:aws:logs:*:123456789012:log-group:*", statements["ReadLogGroups"]["Resource"])
        self.assertEqual("CheckpointTable.Arn", table["Resource"])
        self.assertEqual(
            ["DeleteItem", "GetItem", "PutItem", "Scan"],
            [action.removeprefix("dynamodb:") for action in table["Action"]],
        )

    def test_queries_and_other_accounts_are_allowed_only_on_request(self):
        statements = statements_of(Stack(EVERYTHING), "PollRole")
        linked = statements_of(Stack(EVERYTHING | {"PollLinkedAccounts": "on"}), "PollRole")

        self.assertEqual("logs:StartQuery", statements["QueryLogGroups"]["Action"])
        self.assertEqual("arn:aws:logs:*:123456789012:log-group:*", statements["QueryLogGroups"]["Resource"])
        self.assertEqual(["logs:GetQueryResults", "logs:StopQuery"], statements["ReadAndStopQueries"]["Action"])
        self.assertEqual(ROLES, statements["AssumeCrossAccountRoles"]["Resource"])
        for sid in ("ReadLogGroups", "QueryLogGroups"):
            self.assertEqual("arn:aws:logs:*:*:log-group:*", linked[sid]["Resource"])

    def test_a_poll_config_stored_elsewhere_and_nothing_else_is_read(self):
        locations = {
            "ssm:/click/poll.yaml": (
                "ssm:GetParameter",
                "arn:aws:ssm:us-east-1:123456789012:parameter/click/poll.yaml",
            ),
            "s3://bucket-1/a/poll.yaml": ("s3:GetObject", "arn:aws:s3:::bucket-1/a/poll.yaml"),
        }
        for reference, expected in locations.items():
            with self.subTest(reference=reference):
                read = statements_of(Stack(ENDPOINT | {"PollConfig": reference}), "PollRole")["ReadPollConfig"]
                self.assertEqual(expected, (read["Action"], read["Resource"]))


class CheckpointTableTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED)
        self.table = self.stack.properties("CheckpointTable")

    def test_is_encrypted_billed_on_demand_and_can_be_restored(self):
        self.assertEqual("PAY_PER_REQUEST", self.table["BillingMode"])
        # DynamoDB encrypts each table. A specification selects a key of KMS, whose requests are billed.
        self.assertNotIn("SSESpecification", self.table)
        self.assertIs(True, self.table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])

    def test_is_retained_when_the_stack_is_deleted(self):
        resource = self.stack.resources["CheckpointTable"]

        # Deletion protection would make the rollback of a failed first deployment fail.
        self.assertNotIn("DeletionProtectionEnabled", self.table)
        self.assertEqual(("RetainExceptOnCreate", "Retain"), (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]))

    def test_leases_expire(self):
        self.assertEqual({"AttributeName": "expires", "Enabled": True}, self.table["TimeToLiveSpecification"])


if __name__ == "__main__":
    unittest.main()
