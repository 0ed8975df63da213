"""The alarms."""

import re
import unittest

from cloudformation import ROOT, Stack
from values import ENDPOINT, EVERYTHING, POLLED, SENDING, STREAMING, SUBSCRIBED, TOPIC, existing

# Metrics of AWS that alarms may use. The enum below names the forwarder's own metrics.
AWS_METRICS = {
    "AWS/Lambda": {"AsyncEventsDropped", "DestinationDeliveryFailures", "Errors", "IteratorAge", "Throttles"},
    "AWS/Logs": {"DeliveryErrors", "DeliveryThrottling"},
}
METRIC_ENUM = ROOT / "src/main/java/dev/cwforwarder/telemetry/Metric.java"


class AlarmTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED | STREAMING | SUBSCRIBED | {"Alarms": "all"})
        self.alarms = {name: self.stack.properties(name) for name in self.stack.of_type("AWS::CloudWatch::Alarm")}

    def test_the_alarms_watch_exactly_these_metrics(self):
        watched = {(self.metric(alarm), self.function(alarm)) for alarm in self.alarms.values()}

        self.assertEqual(
            {
                ("AWS/Lambda Errors", "SubscriptionFunction"),
                ("AWS/Lambda Throttles", "SubscriptionFunction"),
                ("AWS/Lambda AsyncEventsDropped", "SubscriptionFunction"),
                ("AWS/Lambda DestinationDeliveryFailures", "SubscriptionFunction"),
                ("ClickStackForwarder EventsStored", "SubscriptionFunction"),
                ("ClickStackForwarder EventsRejected", "SubscriptionFunction"),
                ("AWS/Lambda Errors", "ReplayFunction"),
                ("ClickStackForwarder ReplayBacklogAge", "ReplayFunction"),
                ("ClickStackForwarder EventsStored", "ReplayFunction"),
                ("ClickStackForwarder EventsRejected", "ReplayFunction"),
                ("AWS/Lambda Errors", "KinesisFunction"),
                ("ClickStackForwarder EventsUndelivered", "KinesisFunction"),
                ("AWS/Lambda IteratorAge", "KinesisFunction"),
                ("AWS/Lambda DestinationDeliveryFailures", "KinesisFunction"),
                ("ClickStackForwarder EventsStored", "KinesisFunction"),
                ("ClickStackForwarder EventsRejected", "KinesisFunction"),
                ("AWS/Lambda Errors", "PollFunction"),
                ("AWS/Lambda Errors", "SubscribeFunction"),
                ("ClickStackForwarder SubscribeFailures", "SubscribeFunction"),
                ("ClickStackForwarder PollFailures", "PollFunction"),
                ("ClickStackForwarder PollLag", "PollFunction"),
                ("ClickStackForwarder EventsStored", "PollFunction"),
                ("ClickStackForwarder EventsRejected", "PollFunction"),
                ("AWS/Logs DeliveryErrors", None),
                ("AWS/Logs DeliveryThrottling", None),
            },
            watched,
        )

    def test_each_metric_exists(self):
        own = set(re.findall(r'\("(\w+)", Unit', METRIC_ENUM.read_text()))
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                namespace, metric = self.metric(alarm).split(" ")
                self.assertIn(metric, own if namespace == "ClickStackForwarder" else AWS_METRICS[namespace])

    def test_each_is_described_and_does_not_fire_without_data(self):
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                self.assertGreater(len(alarm["AlarmDescription"]), 80)
                self.assertEqual("notBreaching", alarm["TreatMissingData"])

    def test_a_query_is_what_its_alarm_watches(self):
        # CloudFormation sends no default: without ReturnData, CloudWatch refuses an alarm on a query.
        queries = [query for alarm in self.alarms.values() for query in alarm.get("Metrics", [])]
        self.assertEqual([True, True], [query.get("ReturnData") for query in queries])

    def test_every_function_that_sends_has_alarms_for_stored_and_rejected_records(self):
        watched = {(self.metric(alarm), self.function(alarm)) for alarm in self.alarms.values()}
        for function in SENDING:
            for metric in ("EventsStored", "EventsRejected"):
                self.assertIn((f"ClickStackForwarder {metric}", function), watched)

    def test_basic_is_the_default_and_has_the_alarms_of_loss_and_failure(self):
        by_default = self.created({})

        self.assertEqual(by_default, self.created({"Alarms": "basic"}))
        self.assertLessEqual(
            {"DestinationAlarm", "StoredAlarm", "RetriesExhaustedAlarm", "BacklogAlarm", "ErrorsAlarm"}, by_default
        )
        # A replay that crashes publishes no backlog.
        self.assertIn("ReplayErrorsAlarm", by_default)
        # Throttling and lag lose nothing yet. The queries cost 0.10 dollars for each filter that they find.
        self.assertEqual(
            {"ThrottlesAlarm", "KinesisLagAlarm", "PollLagAlarm", "DeliveryErrorsAlarm", "DeliveryThrottlingAlarm"},
            set(self.alarms) - by_default,
        )

    def test_on_is_still_taken_as_all(self):
        self.assertEqual(set(self.alarms), self.created({"Alarms": "all"}))
        self.assertEqual(set(self.alarms), self.created({"Alarms": "on"}))

    def test_the_documents_say_which_alarms_are_basic(self):
        page = (ROOT / "docs/operations.md").read_text()
        rows = dict(re.findall(r"^\| `(\w+Alarm)` \| (basic|all) \|", page, re.MULTILINE))

        basic = self.created({})
        self.assertEqual({name: "basic" if name in basic else "all" for name in self.alarms}, rows)

    def created(self, parameters):
        return existing(Stack(ENDPOINT | POLLED | STREAMING | SUBSCRIBED | parameters), *self.alarms)

    def test_all_can_be_turned_off(self):
        stack = Stack(ENDPOINT | POLLED | STREAMING | SUBSCRIBED | {"Alarms": "off"})
        for name in self.alarms:
            self.assertTrue(self.stack.condition(self.stack.resources[name]["Condition"]))
            self.assertFalse(stack.condition(stack.resources[name]["Condition"]))

    def test_a_topic_is_notified_only_if_one_is_set(self):
        stack = Stack(EVERYTHING)
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                self.assertFalse({"AlarmActions", "OKActions"} & set(alarm))
                self.assertEqual([TOPIC], stack.properties(name)["AlarmActions"])
                self.assertEqual([TOPIC], stack.properties(name)["OKActions"])

    def test_the_documents_list_each_alarm(self):
        pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
        rows = re.findall(r"^\| `(\w+Alarm)` \|", "\n".join(page.read_text() for page in pages), re.MULTILINE)

        self.assertEqual(list(self.alarms), rows)

    def metric(self, alarm):
        if "Metrics" in alarm:
            (query,) = alarm["Metrics"]
            metric, namespace = re.fullmatch(r"SELECT SUM\((\w+)\) FROM \"([\w/]+)\"", query["Expression"]).groups()
            return f"{namespace} {metric}"
        return f"{alarm['Namespace']} {alarm['MetricName']}"

    def function(self, alarm):
        dimensions = {d["Name"]: d["Value"] for d in alarm.get("Dimensions", [])}
        return dimensions.get("FunctionName", "").removesuffix(".Ref") or None


if __name__ == "__main__":
    unittest.main()
