"""Rules for all functions: settings, log groups, VPC."""

import re
import unittest

from cloudformation import TEMPLATE, Stack, load
from values import ENDPOINT, EVERYTHING, FORWARDING, POLLED, SENDING, STREAMING, size, statements_of

# Variables that take their value from a parameter. DocsTest compares them with the documented settings.
PARAMETER_OF = {
    variable: parameter
    for variable, value in load()["Globals"]["Function"]["Environment"]["Variables"].items()
    for parameter in load()["Parameters"]
    if isinstance(value, dict) and {"Ref": parameter} in [value, *value.get("Fn::If", [])]
}
NOT_FOR_THE_USER = {"FAILURE_BUCKET", "JAVA_TOOL_OPTIONS", "OWN_LOG_GROUPS"}
# OpenTelemetry names these variables.
NAMED_OTHERWISE = {
    "OTEL_EXPORTER_OTLP_ENDPOINT": "ClickStackEndpoint",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "RequestTimeoutMs",
    "OTEL_EXPORTER_OTLP_CERTIFICATE": "CaCertificate",
}
DEPLOYING = {"FingerprintFunction"}


class FunctionTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)
        self.functions = self.stack.of_type("AWS::Lambda::Function")
        self.function = self.stack.properties("SubscriptionFunction")

    def test_each_runs_its_handler_on_java_25(self):
        for name in FORWARDING:
            with self.subTest(function=name):
                self.assertEqual("java25", self.stack.properties(name)["Runtime"])
                handler = name.replace("Function", "Handler")
                self.assertEqual(f"dev.cwforwarder.handler.{handler}", self.stack.properties(name)["Handler"])
                self.assertEqual("dist/function.zip", load()["Resources"][name]["Properties"]["CodeUri"])

    def test_every_function_is_known_to_these_tests(self):
        self.assertEqual(FORWARDING | DEPLOYING, set(self.functions))

    def test_both_architectures_are_supported(self):
        for architecture in ("arm64", "x86_64"):
            stack = Stack(ENDPOINT | {"Architecture": architecture})
            for name in FORWARDING:
                self.assertEqual([architecture], stack.properties(name)["Architectures"])

    def test_the_default_timeout_allows_all_retries(self):
        environment = self.function["Environment"]["Variables"]
        waiting = int(environment["RETRY_BUDGET_MS"]) + int(environment["OTEL_EXPORTER_OTLP_TIMEOUT"])

        self.assertGreater(int(self.function["Timeout"]) * 1000, waiting + int(environment["DEADLINE_MARGIN_MS"]))

    def test_the_default_memory_is_between_half_a_gigabyte_and_one_vcpu(self):
        self.assertLessEqual(512, int(self.function["MemorySize"]))
        self.assertLessEqual(int(self.function["MemorySize"]), 1769)

    def test_each_has_its_own_log_group_with_retention(self):
        groups = []
        for name, function in self.functions.items():
            with self.subTest(function=name):
                logging = function["Properties"]["LoggingConfig"]
                self.assertEqual("JSON", logging["LogFormat"])
                group = logging["LogGroup"]["Ref"]
                self.assertEqual({"Ref": "LogRetentionDays"}, self.stack.resources[group]["Properties"]["RetentionInDays"])
                groups.append(group)
        self.assertEqual(sorted(groups), sorted(self.stack.of_type("AWS::Logs::LogGroup")))
        self.assertEqual(len(groups), len(set(groups)))

    def test_own_log_groups_are_passed_with_account_and_region(self):
        names = {self.stack.properties(group)["LogGroupName"] for group in self.stack.of_type("AWS::Logs::LogGroup")}
        own = self.function["Environment"]["Variables"]["OWN_LOG_GROUPS"].split(",")
        here = "arn:aws:logs:us-east-1:123456789012:log-group:"

        # The names after the ARN are of the same account and Region.
        self.assertTrue(own[0].startswith(here))
        self.assertEqual(names, {group.removeprefix(here) for group in own})

    def test_concurrency_is_reserved_only_on_request(self):
        self.assertNotIn("ReservedConcurrentExecutions", self.function)
        self.assertNotIn("ReservedConcurrentExecutions", self.stack.properties("PollFunction"))
        self.assertEqual("20", Stack(EVERYTHING).properties("SubscriptionFunction")["ReservedConcurrentExecutions"])
        self.assertEqual("1", Stack(EVERYTHING).properties("PollFunction")["ReservedConcurrentExecutions"])

    def test_functions_run_in_a_vpc_only_on_request(self):
        for name in SENDING:
            with self.subTest(function=name):
                self.assertNotIn("VpcConfig", self.stack.properties(name))
                self.assertEqual(
                    {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]},
                    Stack(EVERYTHING).properties(name)["VpcConfig"],
                )


    def test_functions_that_never_talk_to_clickstack_run_outside_the_vpc(self):
        stack = Stack(EVERYTHING)
        for name in set(self.functions) - SENDING:
            with self.subTest(function=name):
                self.assertNotIn("VpcConfig", stack.properties(name))
                self.assertNotIn("AttachToVpc", statements_of(stack, name.replace("Function", "Role")))

    def test_snapstart_can_be_switched_off(self):
        for name in ("SubscriptionFunction", "KinesisFunction"):
            with self.subTest(function=name):
                self.assertEqual({"ApplyOn": "PublishedVersions"}, self.stack.properties(name)["SnapStart"])
                self.assertEqual({"ApplyOn": "None"}, Stack(ENDPOINT | {"SnapStart": "off"}).properties(name)["SnapStart"])


class SettingsTest(unittest.TestCase):
    def setUp(self):
        self.variables = Stack(ENDPOINT).properties("SubscriptionFunction")["Environment"]["Variables"]

    def test_functions_that_forward_have_the_same_settings(self):
        replay = Stack(ENDPOINT).properties("ReplayFunction")["Environment"]["Variables"]
        poll = Stack(ENDPOINT | POLLED).properties("PollFunction")["Environment"]["Variables"]
        streamed = Stack(ENDPOINT | STREAMING).properties("KinesisFunction")["Environment"]["Variables"]
        polled = {
            "POLL_CONFIG": POLLED["PollConfig"],
            "POLL_INSIGHTS": "off",
            "CLICKSTACK_RETENTION_DAYS": "30",
            "CHECKPOINT_TABLE": "CheckpointTable.Ref",
        }

        self.assertEqual(self.variables | {"REPLAY_DISPOSAL": "delete"}, replay)
        self.assertEqual(self.variables | polled, poll)
        self.assertEqual(self.variables, streamed)

    def test_every_variable_is_a_setting_with_a_parameter_of_its_own(self):
        self.assertEqual(NOT_FOR_THE_USER, set(self.variables) - set(PARAMETER_OF))
        self.assertEqual(len(PARAMETER_OF), len(set(PARAMETER_OF.values())))
        for variable, parameter in PARAMETER_OF.items():
            with self.subTest(variable=variable):
                words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", parameter.replace("ClickStack", "Clickstack")).upper()
                named_alike = re.fullmatch(f"(OTEL_|OTEL_EXPORTER_|OTEL_EXPORTER_OTLP_)?{words}", variable)
                self.assertTrue(named_alike or NAMED_OTHERWISE.get(variable) == parameter, parameter)

    def test_optional_settings_are_blank_by_default(self):
        blank = {variable for variable in PARAMETER_OF if self.variables[variable] == ""}

        self.assertEqual(
            {
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                "OTEL_RESOURCE_ATTRIBUTES",
                "OTEL_SERVICE_NAME",
                "SERVICE_NAME_RULES",
                "RULES",
                "MULTILINE_LINE_START_PATTERN",
                "LOG_GROUP_TAGS",
                "CLICKSTACK_API_KEY",
                "CLICKSTACK_API_KEY_ARN",
            },
            blank,
        )

    def test_each_setting_at_its_maximum_length_fits_into_four_kilobytes(self):
        for variable, parameter in PARAMETER_OF.items():
            length = load()["Parameters"][parameter].get("MaxLength")
            if length:
                with self.subTest(variable=variable):
                    self.assertLess(size(self.variables | {variable: "x" * length}), 4096)

    def test_java_options_are_on_one_line(self):
        (line,) = set(re.findall(r"^ +JAVA_TOOL_OPTIONS: (.*)$", TEMPLATE.read_text(), re.MULTILINE))

        self.assertEqual(line, self.variables["JAVA_TOOL_OPTIONS"])
        self.assertEqual(
            {
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dsun.net.http.retryPost=false",
                "-XX:+UseSerialGC",
                "-XX:InlineSmallCode=700",
                "-Xms64m",
                "-Xmn48m",
            },
            set(line.split(" ")),
        )

    def test_the_failure_bucket_is_the_one_of_the_stack(self):
        self.assertEqual("FailureBucket.Ref", self.variables["FAILURE_BUCKET"])


if __name__ == "__main__":
    unittest.main()
