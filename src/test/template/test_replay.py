"""The replay function."""

import unittest

from cloudformation import Stack, load
from values import ENDPOINT, schedules, statements_of


class ReplayTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)

    def test_runs_every_five_minutes_and_can_be_turned_off(self):
        (schedule,) = schedules(self.stack, "ReplayFunction")
        (slower,) = schedules(Stack(ENDPOINT | {"ReplayIntervalMinutes": "30"}), "ReplayFunction")
        (off,) = schedules(Stack(ENDPOINT | {"ReplayIntervalMinutes": "0"}), "ReplayFunction")
        (valid,) = load()["Rules"]["ReplayIntervalValid"]["Assertions"]

        self.assertEqual(("rate(5 minutes)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual(("rate(30 minutes)", "ENABLED"), (slower["ScheduleExpression"], slower["State"]))
        self.assertEqual("DISABLED", off["State"])
        # "rate(1 minutes)" is not a valid schedule expression.
        self.assertFalse(Stack(ENDPOINT | {"ReplayIntervalMinutes": "1"}).evaluate(valid["Assert"]))
        self.assertTrue(Stack(ENDPOINT).evaluate(valid["Assert"]))

    def test_reads_deletes_and_stores_under_its_prefixes_only(self):
        statements = statements_of(self.stack, "ReplayRole")
        read, write = statements["ReadAndDeleteStoredObjects"], statements["StoreObjectsAndLease"]

        def prefixes(statement):
            return {resource.removeprefix("FailureBucket.Arn/") for resource in statement["Resource"]}

        self.assertEqual({"aws/*", "quarantine/*", "rejected/*", "undecodable/*", "replay/*"}, prefixes(read))
        written = {"check/*", "replayed/*", "quarantine/*", "rejected/*", "undecodable/*", "replay/*"}
        self.assertEqual(written, prefixes(write))
        for sid in ("ReadAndDeleteStoredObjects", "StoreObjectsAndLease", "ListFailureBucket"):
            condition = {"StringEquals": {"s3:ResourceAccount": "123456789012"}}
            self.assertEqual(condition, statements[sid]["Condition"])

    def test_its_role_allows_logs_and_the_failure_bucket_only(self):
        self.assertEqual(
            {"WriteOwnLogs", "ListFailureBucket", "ReadAndDeleteStoredObjects", "StoreObjectsAndLease"},
            set(statements_of(self.stack, "ReplayRole")),
        )


if __name__ == "__main__":
    unittest.main()
