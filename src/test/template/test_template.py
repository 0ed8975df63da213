"""Rules that template.yaml and samconfig.toml keep."""

import re
import tomllib
import unittest

from cloudformation import ROOT, TEMPLATE, Stack, load

SETTINGS = {
    "OTEL_EXPORTER_OTLP_ENDPOINT": "ClickStackEndpoint",
    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "OtlpLogsEndpoint",
    "OTEL_EXPORTER_OTLP_HEADERS": "OtlpHeaders",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "RequestTimeoutMs",
    "OTEL_EXPORTER_OTLP_COMPRESSION": "Compression",
    "OTEL_EXPORTER_OTLP_CERTIFICATE": "CaCertificate",
    "OTEL_RESOURCE_ATTRIBUTES": "ResourceAttributes",
    "OTEL_SERVICE_NAME": "ServiceName",
    "SERVICE_NAME_RULES": "ServiceNameRules",
    "RULES": "Rules",
    "BODY": "Body",
    "PARSE_CONTENT": "ParseContent",
    "XRAY_TRACE_IDS": "XrayTraceIds",
    "TIMESTAMP_FROM_BODY": "TimestampFromBody",
    "MULTILINE": "Multiline",
    "MULTILINE_LINE_START_PATTERN": "MultilineLineStartPattern",
    "LOG_GROUP_TAGS": "LogGroupTags",
    "CLICKSTACK_API_KEY": "ClickStackApiKey",
    "CLICKSTACK_API_KEY_ARN": "ClickStackApiKeyArn",
    "CLICKSTACK_API_KEY_TTL_MS": "ClickStackApiKeyTtlMs",
    "MAX_REQUEST_BYTES": "MaxRequestBytes",
    "MAX_INFLATED_BYTES": "MaxInflatedBytes",
    "RETRY_BUDGET_MS": "RetryBudgetMs",
    "DEADLINE_MARGIN_MS": "DeadlineMarginMs",
}
NOT_FOR_THE_USER = {"FAILURE_BUCKET", "JAVA_TOOL_OPTIONS", "OWN_LOG_GROUPS"}
SECRETS = {"ClickStackApiKey", "OtlpHeaders"}
# Functions that CloudWatch Logs or a stream pushes to, that run on a schedule, and that a deployment calls.
PUSHED = {"SubscriptionFunction"}
STREAMED = {"KinesisFunction"}
SCHEDULED = {"ReplayFunction", "PollFunction", "SubscribeFunction"}
FORWARDING = PUSHED | STREAMED | SCHEDULED
# Those that post to ClickStack, with its key.
SENDING = FORWARDING - {"SubscribeFunction"}
DEPLOYING = {"FingerprintFunction"}
# Metrics of AWS that alarms may use. Those of our own namespace are read from the enum that names them.
OF_AWS = {
    "AWS/Lambda": {"AsyncEventsDropped", "DestinationDeliveryFailures", "Errors", "IteratorAge", "Throttles"},
    "AWS/Logs": {"DeliveryErrors", "DeliveryThrottling"},
}
OUR_METRICS = ROOT / "src/main/java/dev/cwforwarder/telemetry/Metric.java"
TOPIC = "arn:aws:sns:us-east-1:123456789012:on-call"
ENDPOINT = {"ClickStackEndpoint": "https://clickstack.example.com:4318"}
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf"
PARAMETER = "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/click/stack"
KMS_KEY = "arn:aws:kms:eu-west-1:123456789012:key/0123-4567"
POLLED = {"PollConfig": "region: us-east-1\nlogs:\n  groups:\n    named:\n      /app/web:"}
BOUNDARY = "arn:aws:iam::123456789012:policy/team/boundary"
STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/logs"
STREAMING = {"KinesisStreamArn": STREAM}
SUBSCRIBED = {"Subscriptions": '{"rules":[{"include":"/aws/lambda/*"}]}'}
ROLES = ["arn:aws:iam::210987654321:role/logs", "arn:aws:iam::210987654322:role/logs"]
EVERYTHING = ENDPOINT | POLLED | STREAMING | SUBSCRIBED | {
    "KinesisStreamKmsKeyArn": KMS_KEY,
    "PermissionsBoundaryArn": BOUNDARY,
    "Tracing": "on",
    "PollInsights": "on",
    "PollRoleArns": ",".join(ROLES),
    "PollReservedConcurrency": "1",
    "ClickStackApiKey": "the-api-key",
    "OtlpHeaders": "authorization=the-header",
    "AlarmTopicArn": TOPIC,
    "ReservedConcurrency": "20",
    "VpcSubnetIds": "subnet-1,subnet-2",
    "VpcSecurityGroupIds": "sg-1",
}

# What every pattern has to take and to refuse.
ACCEPTED = {
    "ClickStackEndpoint": ["", "https://clickstack.example.com:4318", "http://10.0.0.1:4318/base/", "https://h/a@b"],
    "ClickStackApiKey": ["", "none", "0b0e5d2c-2d7c-4a5e-8a5e-3c1f0f7b8a11"],
    "ClickStackApiKeyArn": ["", SECRET, SECRET + "#a key", PARAMETER],
    "ClickStackApiKeyKmsKeyArn": ["", KMS_KEY],
    "OtlpHeaders": ["", "none", "authorization=a-key", "x-tenant=a,x-note=two%20words", "x-empty="],
    "OtlpLogsEndpoint": ["", "https://logs.example.com/ingest/v1/logs?tenant=a"],
    "CaCertificate": [
        "",
        "/var/task/ca.pem",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        r"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ],
    "ResourceAttributes": ["", "deployment.environment.name=prod", "a=b,c=d=e", "a="],
    "PollConfig": ["", POLLED["PollConfig"], '{"region": "us-east-1"}', "ssm:/click/poll.yaml", "s3://bucket-1/a/poll.yaml"],
    "PermissionsBoundaryArn": ["", BOUNDARY, "arn:aws:iam::aws:policy/PowerUserAccess"],
    "KinesisStreamArn": ["", STREAM, "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/a.b_c-d"],
    "KinesisStreamKmsKeyArn": ["", KMS_KEY],
    "Subscriptions": ["", SUBSCRIBED["Subscriptions"], "rules:\n  - include: /a*", "ssm:/click/s.yaml", "s3://bucket-1/s.yaml"],
    "ServiceNameRules": ["", r"/team/(\w+)/.*=>$1", "a=>b; c=>d;"],
    "AlarmTopicArn": ["", TOPIC, "arn:aws-us-gov:sns:us-gov-west-1:123456789012:A_b-c"],
}
REFUSED = {
    "ClickStackEndpoint": ["clickstack.example.com:4318", "ftp://h", "https://", "https://user:word@h", "https://h /"],
    "ClickStackApiKey": ["two words", "key\n"],
    "ClickStackApiKeyArn": ["a-key", SECRET + "#", PARAMETER + "#field", "arn:aws:s3:::bucket", "arn:aws:ssm:::parameter/k"],
    "ClickStackApiKeyKmsKeyArn": ["alias/key", "arn:aws:kms:eu-west-1:123456789012:alias/key"],
    "OtlpHeaders": ["authorization", "=value", "a=b\nc=d"],
    "OtlpLogsEndpoint": ["/v1/logs", "https://user:word@h/v1/logs"],
    "CaCertificate": ["ca.pem", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"],
    "ResourceAttributes": ["prod", "=prod", "a=b,,c=d", "a b=c"],
    "PollConfig": ["ssm:poll", "ssm:/two words", "ssm:", "s3://bucket", "s3:bucket/key", "s3://Bucket/key"],
    "PermissionsBoundaryArn": ["boundary", "arn:aws:iam::123456789012:role/boundary"],
    "KinesisStreamArn": ["logs", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs", STREAM + "/consumer/a:1"],
    "KinesisStreamKmsKeyArn": ["alias/key", "arn:aws:kms:eu-west-1:123456789012:alias/key"],
    "Subscriptions": ["ssm:subscribe", "ssm:/two words", "s3://bucket", "s3:bucket/key"],
    "ServiceNameRules": ["a", "=>a", "a=>", "a=>b;;c", "a=>b;c"],
    "AlarmTopicArn": ["on-call", "arn:aws:sqs:us-east-1:123456789012:on-call", "arn:aws:sns:us-east-1:12:on-call"],
}


class ParameterTest(unittest.TestCase):
    def setUp(self):
        self.template = load()
        self.parameters = self.template["Parameters"]

    def test_each_is_described_and_shown_once(self):
        interface = self.template["Metadata"]["AWS::CloudFormation::Interface"]
        shown = [name for group in interface["ParameterGroups"] for name in group["Parameters"]]

        # A guided deployment asks in the order of the section, a form shows the groups: the same story.
        self.assertEqual(list(self.parameters), shown)
        self.assertEqual(list(self.parameters), list(interface["ParameterLabels"]))
        for name, parameter in self.parameters.items():
            with self.subTest(parameter=name):
                self.assertGreater(len(parameter["Description"]), 30)

    def test_each_has_limits_and_says_them_with_their_unit(self):
        for name, parameter in self.parameters.items():
            with self.subTest(parameter=name):
                description = parameter["Description"]
                if "AllowedValues" in parameter or parameter["Type"] == "CommaDelimitedList":
                    continue
                if parameter["Type"] == "Number":
                    for limit in (parameter["MinValue"], parameter["MaxValue"]):
                        self.assertRegex(description, rf"\b{limit:,}\b")
                    self.assertRegex(description, r"in (milliseconds|seconds|minutes|bytes|days|MB)|concurrent invocations|\d (records|times)\b")
                else:
                    self.assertIn(f"{parameter['MaxLength']:,} characters", description)

    def test_number_names_carry_their_unit(self):
        for name, parameter in self.parameters.items():
            if parameter["Type"] == "Number" and not name.endswith(("ReservedConcurrency", "Size", "Batches", "Attempts")):
                self.assertRegex(name, "(Ms|Seconds|Minutes|Bytes|Megabytes|Days)$")

    def test_each_default_keeps_its_own_limits(self):
        for name, parameter in self.parameters.items():
            with self.subTest(parameter=name):
                self.assertTrue(allowed(parameter, parameter["Default"]))

    def test_patterns_accept_and_refuse(self):
        for accepted, cases in ((True, ACCEPTED), (False, REFUSED)):
            for name, values in cases.items():
                for value in values:
                    with self.subTest(parameter=name, value=value):
                        self.assertEqual(accepted, allowed(self.parameters[name], value))

    def test_every_pattern_is_tried(self):
        patterned = {name for name, parameter in self.parameters.items() if "AllowedPattern" in parameter}

        self.assertEqual(patterned, set(ACCEPTED))
        self.assertEqual(patterned, set(REFUSED))

    def test_secrets_and_only_they_are_not_echoed(self):
        self.assertEqual(SECRETS, {name for name, p in self.parameters.items() if p.get("NoEcho") is True})

    def test_secrets_reach_only_the_functions_that_send_and_the_fingerprint(self):
        stack = Stack(EVERYTHING)
        for name, resource in stack.resources.items():
            with self.subTest(resource=name):
                holds = any(secret in str(stack.evaluate(resource)) for secret in ("the-api-key", "the-header"))
                self.assertEqual(name in FORWARDING | {"SettingsFingerprint"}, holds)
        for section in ("Outputs", "Metadata"):
            self.assertNotRegex(str(stack.evaluate(stack.template[section])), "the-api-key|the-header")

    def test_an_endpoint_is_required(self):
        (assertion,) = self.template["Rules"]["EndpointRequired"]["Assertions"]
        logs = {"OtlpLogsEndpoint": "https://h/v1/logs"}

        self.assertFalse(Stack({}).evaluate(assertion["Assert"]))
        self.assertTrue(Stack(ENDPOINT).evaluate(assertion["Assert"]))
        self.assertTrue(Stack(logs).evaluate(assertion["Assert"]))


    def test_the_key_and_its_place_are_not_both_given(self):
        (assertion,) = self.template["Rules"]["SingleApiKeySource"]["Assertions"]
        for key in ("", "none"):
            with self.subTest(key=key):
                place = {"ClickStackApiKey": key, "ClickStackApiKeyArn": SECRET}
                self.assertTrue(Stack(ENDPOINT | place).evaluate(assertion["Assert"]))

        self.assertTrue(Stack(ENDPOINT | {"ClickStackApiKey": "a-key"}).evaluate(assertion["Assert"]))
        both = {"ClickStackApiKey": "a-key", "ClickStackApiKeyArn": SECRET}
        self.assertFalse(Stack(ENDPOINT | both).evaluate(assertion["Assert"]))


class FunctionTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)
        self.functions = self.stack.of_type("AWS::Lambda::Function")
        self.function = self.stack.properties("SubscriptionFunction")

    def test_runs_the_handler_on_java_25(self):
        for name in FORWARDING:
            with self.subTest(function=name):
                self.assertEqual("java25", self.stack.properties(name)["Runtime"])
                handler = name.replace("Function", "Handler")
                self.assertEqual(f"dev.cwforwarder.handler.{handler}", self.stack.properties(name)["Handler"])
                self.assertEqual(".", load()["Resources"][name]["Properties"]["CodeUri"])

    def test_every_function_is_known_to_these_tests(self):
        self.assertEqual(FORWARDING | DEPLOYING, set(self.functions))

    def test_both_architectures_are_offered(self):
        for architecture in ("arm64", "x86_64"):
            stack = Stack(ENDPOINT | {"Architecture": architecture})
            for name in FORWARDING:
                self.assertEqual([architecture], stack.properties(name)["Architectures"])

    def test_timeout_leaves_room_for_all_retries_by_default(self):
        environment = self.function["Environment"]["Variables"]
        waiting = int(environment["RETRY_BUDGET_MS"]) + int(environment["OTEL_EXPORTER_OTLP_TIMEOUT"])

        self.assertGreater(int(self.function["Timeout"]) * 1000, waiting + int(environment["DEADLINE_MARGIN_MS"]))

    def test_default_memory_is_between_half_a_gigabyte_and_a_core(self):
        self.assertLessEqual(512, int(self.function["MemorySize"]))
        self.assertLessEqual(int(self.function["MemorySize"]), 1769)

    def test_functions_that_send_have_the_same_settings(self):
        shared = self.function["Environment"]["Variables"]
        replay = self.stack.properties("ReplayFunction")["Environment"]["Variables"]
        poll = Stack(ENDPOINT | POLLED).properties("PollFunction")["Environment"]["Variables"]
        streamed = Stack(ENDPOINT | STREAMING).properties("KinesisFunction")["Environment"]["Variables"]
        polled = {
            "POLL_CONFIG": POLLED["PollConfig"],
            "POLL_INSIGHTS": "off",
            "CHECKPOINT_TABLE": "CheckpointTable.Ref",
        }

        self.assertEqual(shared | {"REPLAY_DISPOSAL": "delete"}, replay)
        self.assertEqual(shared | polled, poll)
        self.assertEqual(shared, streamed)

    def test_environment_is_exactly_the_settings(self):
        variables = load()["Globals"]["Function"]["Environment"]["Variables"]

        self.assertEqual(set(SETTINGS) | NOT_FOR_THE_USER, set(variables))
        for setting, parameter in SETTINGS.items():
            with self.subTest(setting=setting):
                self.assertIn({"Ref": parameter}, [variables[setting], *variables[setting].get("Fn::If", [])])

    def test_unused_settings_are_blank(self):
        variables = self.function["Environment"]["Variables"]
        blank = {setting for setting in SETTINGS if variables[setting] == ""}

        self.assertEqual(
            {
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
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

    def test_all_settings_at_their_longest_fit_into_four_kilobytes_one_at_a_time(self):
        for setting, parameter in SETTINGS.items():
            length = load()["Parameters"][parameter].get("MaxLength")
            if length:
                variables = self.function["Environment"]["Variables"] | {setting: "x" * length}
                with self.subTest(setting=setting):
                    self.assertLess(size(variables), 4096)

    def test_the_longest_poll_config_fits_beside_an_endpoint_and_a_key(self):
        longest = {"PollConfig": "x" * load()["Parameters"]["PollConfig"]["MaxLength"], "ClickStackApiKeyArn": SECRET}
        function = Stack(ENDPOINT | longest).properties("PollFunction")

        self.assertLess(size(function["Environment"]["Variables"]), 4096)

    def test_java_options_are_one_plain_line(self):
        (line,) = re.findall(r"^ +JAVA_TOOL_OPTIONS: (.*)$", TEMPLATE.read_text(), re.MULTILINE)

        self.assertEqual(line, self.function["Environment"]["Variables"]["JAVA_TOOL_OPTIONS"])
        self.assertEqual(
            {
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dsun.net.http.retryPost=false",
                "-XX:+UseSerialGC",
                "-XX:InlineSmallCode=700",
            },
            set(line.split(" ")),
        )

    def test_the_function_keeps_in_the_bucket_that_its_role_writes(self):
        self.assertEqual("FailureBucket.Ref", self.function["Environment"]["Variables"]["FAILURE_BUCKET"])

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

    def test_own_log_groups_are_told_to_the_function_with_account_and_region(self):
        names = {self.stack.properties(group)["LogGroupName"] for group in self.stack.of_type("AWS::Logs::LogGroup")}
        told = self.function["Environment"]["Variables"]["OWN_LOG_GROUPS"].split(",")
        here = "arn:aws:logs:us-east-1:123456789012:log-group:"

        # The names that follow are of the same account and Region.
        self.assertTrue(told[0].startswith(here))
        self.assertEqual(names, {group.removeprefix(here) for group in told})

    def test_pushed_functions_have_an_alias_snapstart_and_a_failure_destination(self):
        for name in PUSHED:
            with self.subTest(function=name):
                self.assertEqual({"ApplyOn": "PublishedVersions"}, self.stack.properties(name)["SnapStart"])
                (alias,) = self.for_function(name, "AWS::Lambda::Alias")
                self.assertEqual("live", alias["Name"])
                (invoke,) = self.for_function(name, "AWS::Lambda::EventInvokeConfig")
                self.assertEqual("live", invoke["Qualifier"])
                self.assertEqual(2, invoke["MaximumRetryAttempts"])
                self.assertEqual(21600, invoke["MaximumEventAgeInSeconds"])
                self.assertEqual({"OnFailure": {"Destination": "FailureBucket.Arn"}}, invoke["DestinationConfig"])

    def test_a_stream_triggers_the_alias_and_has_a_failure_destination(self):
        stack = Stack(ENDPOINT | STREAMING)
        (trigger,) = stack.of_type("AWS::Lambda::EventSourceMapping")
        (alias,) = [name for name in stack.of_type("AWS::Lambda::Alias") if name.startswith("KinesisFunction")]
        properties = stack.properties(trigger)

        self.assertEqual(f"{alias}.Ref", properties["FunctionName"])
        self.assertEqual("live", stack.properties(alias)["Name"])
        self.assertEqual({"ApplyOn": "PublishedVersions"}, stack.properties("KinesisFunction")["SnapStart"])
        self.assertEqual(STREAM, properties["EventSourceArn"])
        self.assertEqual(["ReportBatchItemFailures"], properties["FunctionResponseTypes"])
        self.assertIs(True, properties["BisectBatchOnFunctionError"])
        self.assertEqual({"OnFailure": {"Destination": "FailureBucket.Arn"}}, properties["DestinationConfig"])
        # -1 is for ever, for both: the shard would stand still, and the stream drop what waits.
        self.assertEqual("5", properties["MaximumRetryAttempts"])
        self.assertEqual("43200", properties["MaximumRecordAgeInSeconds"])
        self.assertLess(int(properties["MaximumRecordAgeInSeconds"]), 24 * 3600)
        for parameter in ("KinesisRetryAttempts", "KinesisRecordAgeSeconds"):
            self.assertFalse(allowed(load()["Parameters"][parameter], "-1"))

    def test_the_kinesis_part_is_made_only_for_a_stream(self):
        named = {name for name in self.stack.resources if name.startswith("Kinesis")}
        streaming = Stack(ENDPOINT | STREAMING)

        self.assertEqual(
            {"KinesisFunction", "KinesisRole", "KinesisLogGroup", "KinesisFingerprint"},
            {name for name in named if name in load()["Resources"] and not name.endswith("Alarm")},
        )
        for name in named:
            with self.subTest(resource=name):
                condition = self.stack.resources[name]["Condition"]
                self.assertFalse(self.stack.condition(condition))
                self.assertTrue(streaming.condition(condition))
        for name, output in load()["Outputs"].items():
            self.assertEqual(name.startswith("Kinesis"), output.get("Condition") == "HasKinesis", name)

    def test_scheduled_functions_are_not_tried_again_and_keep_nothing(self):
        for name in SCHEDULED:
            with self.subTest(function=name):
                (invoke,) = self.for_function(name, "AWS::Lambda::EventInvokeConfig")
                self.assertEqual((0, 60), (invoke["MaximumRetryAttempts"], invoke["MaximumEventAgeInSeconds"]))
                self.assertFalse(invoke.get("DestinationConfig"))
                (schedule,) = self.schedules(name)
                once = {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}
                self.assertEqual(once, schedule["Target"]["RetryPolicy"])
                self.assertEqual("{}", schedule["Target"]["Input"])

    def test_replay_runs_every_five_minutes_and_can_be_switched_off(self):
        (schedule,) = self.schedules("ReplayFunction")
        (slower,) = self.schedules("ReplayFunction", Stack(ENDPOINT | {"ReplayIntervalMinutes": "30"}))
        (off,) = self.schedules("ReplayFunction", Stack(ENDPOINT | {"ReplayIntervalMinutes": "0"}))
        (possible,) = load()["Rules"]["ReplayIntervalValid"]["Assertions"]

        self.assertEqual(("rate(5 minutes)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual(("rate(30 minutes)", "ENABLED"), (slower["ScheduleExpression"], slower["State"]))
        self.assertEqual("DISABLED", off["State"])
        # "rate(1 minutes)" is no expression.
        self.assertFalse(Stack(ENDPOINT | {"ReplayIntervalMinutes": "1"}).evaluate(possible["Assert"]))
        self.assertTrue(Stack(ENDPOINT).evaluate(possible["Assert"]))

    def test_polls_every_minute_and_can_be_paused(self):
        (schedule,) = self.schedules("PollFunction")
        (slower,) = self.schedules("PollFunction", Stack(ENDPOINT | {"PollIntervalMinutes": "5"}))
        (off,) = self.schedules("PollFunction", Stack(ENDPOINT | {"PollIntervalMinutes": "0"}))

        self.assertEqual(("rate(1 minute)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual(("rate(5 minutes)", "ENABLED"), (slower["ScheduleExpression"], slower["State"]))
        self.assertEqual("DISABLED", off["State"])

    def test_the_poll_part_is_made_only_for_a_poll_config(self):
        named = {name for name in self.stack.resources if name.startswith(("Poll", "Checkpoint"))}
        polling = Stack(ENDPOINT | POLLED)

        self.assertEqual(
            {"PollFunction", "PollRole", "PollScheduleRole", "PollLogGroup", "CheckpointTable"},
            {name for name in named if name in load()["Resources"] and not name.endswith("Alarm")},
        )
        for name in named:
            with self.subTest(resource=name):
                condition = self.stack.resources[name]["Condition"]
                self.assertFalse(self.stack.condition(condition))
                self.assertTrue(polling.condition(condition))
        for name, output in load()["Outputs"].items():
            self.assertEqual(name.startswith(("Poll", "Checkpoint")), output.get("Condition") == "HasPoll", name)

    def schedules(self, function, stack=None):
        found = [(stack or self.stack).properties(name) for name in self.stack.of_type("AWS::Scheduler::Schedule")]
        return [schedule for schedule in found if schedule["Target"]["Arn"] == f"{function}.Arn"]

    def test_every_log_group_of_this_account_may_invoke_the_alias_and_nobody_else(self):
        permission, *others = sorted(self.stack.of_type("AWS::Lambda::Permission"), key=lambda name: "Created" in name)
        (alias,) = [name for name in self.stack.of_type("AWS::Lambda::Alias") if name.startswith("Subscription")]

        self.assertEqual(
            {
                "Action": "lambda:InvokeFunction",
                "FunctionName": f"{alias}.Ref",
                "Principal": "logs.amazonaws.com",
                "SourceAccount": "123456789012",
                "SourceArn": "arn:aws:logs:us-east-1:123456789012:log-group:*",
            },
            self.stack.properties(permission),
        )

    def test_a_new_log_group_wakes_the_subscribe_function_once(self):
        (rule,) = [self.stack.properties(name) for name in self.stack.of_type("AWS::Events::Rule")]
        (target,) = rule["Targets"]

        self.assertEqual(["CreateLogGroup"], rule["EventPattern"]["detail"]["eventName"])
        self.assertEqual("SubscribeFunction.Arn", target["Arn"])
        self.assertEqual({"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}, target["RetryPolicy"])

    def test_looks_at_all_log_groups_every_hour_and_can_be_switched_off(self):
        (schedule,) = self.schedules("SubscribeFunction")
        (off,) = self.schedules("SubscribeFunction", Stack(ENDPOINT | {"SubscribeIntervalMinutes": "0"}))
        (possible,) = load()["Rules"]["SubscribeIntervalValid"]["Assertions"]

        self.assertEqual(("rate(60 minutes)", "ENABLED"), (schedule["ScheduleExpression"], schedule["State"]))
        self.assertEqual("DISABLED", off["State"])
        self.assertFalse(Stack(ENDPOINT | {"SubscribeIntervalMinutes": "1"}).evaluate(possible["Assert"]))

    def test_the_subscribe_part_is_made_only_for_subscriptions(self):
        subscribing = Stack(ENDPOINT | SUBSCRIBED)
        named = {name for name in self.stack.resources if name.startswith("Subscribe")}

        self.assertLess({"SubscribeFunction", "SubscribeRole", "SubscribeScheduleRole", "SubscribeLogGroup"}, named)
        for name in named:
            with self.subTest(resource=name):
                condition = self.stack.resources[name]["Condition"]
                self.assertFalse(self.stack.condition(condition))
                self.assertTrue(subscribing.condition(condition))

    def test_filters_lead_to_the_alias_and_carry_the_stacks_name(self):
        alone = Stack(ENDPOINT | SUBSCRIBED).properties("SubscribeFunction")["Environment"]["Variables"]
        polling = Stack(EVERYTHING).properties("SubscribeFunction")["Environment"]["Variables"]
        (alias,) = [name for name in self.stack.of_type("AWS::Lambda::Alias") if name.startswith("Subscription")]

        self.assertEqual(f"{alias}.Ref", alone["SUBSCRIPTION_DESTINATION"])
        self.assertEqual("clickstack-forwarder-logs", alone["SUBSCRIPTION_FILTER_NAME"])
        self.assertEqual(SUBSCRIBED["Subscriptions"], alone["SUBSCRIPTIONS"])
        self.assertEqual(("", "off"), (alone["CHECKPOINT_TABLE"], alone["POLL_INSIGHTS"]))
        self.assertEqual(("CheckpointTable.Ref", "on"), (polling["CHECKPOINT_TABLE"], polling["POLL_INSIGHTS"]))

    def test_the_longest_subscriptions_fit_beside_an_endpoint_and_a_key(self):
        longest = {"Subscriptions": "x" * load()["Parameters"]["Subscriptions"]["MaxLength"], "ClickStackApiKeyArn": SECRET}
        function = Stack(ENDPOINT | longest).properties("SubscribeFunction")

        self.assertLess(size(function["Environment"]["Variables"]), 4096)

    def test_concurrency_is_reserved_only_on_request(self):
        self.assertNotIn("ReservedConcurrentExecutions", self.function)
        self.assertNotIn("ReservedConcurrentExecutions", self.stack.properties("PollFunction"))
        self.assertEqual("20", Stack(EVERYTHING).properties("SubscriptionFunction")["ReservedConcurrentExecutions"])
        self.assertEqual("1", Stack(EVERYTHING).properties("PollFunction")["ReservedConcurrentExecutions"])

    def test_a_vpc_is_joined_only_on_request(self):
        for name in FORWARDING:
            with self.subTest(function=name):
                self.assertNotIn("VpcConfig", self.stack.properties(name))
                self.assertEqual(
                    {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]},
                    Stack(EVERYTHING).properties(name)["VpcConfig"],
                )

    def for_function(self, name, resource_type):
        properties = [self.stack.properties(logical_id) for logical_id in self.stack.of_type(resource_type)]
        return [p for p in properties if p["FunctionName"] == f"{name}.Ref"]


class PermissionTest(unittest.TestCase):
    def setUp(self):
        key = {"ClickStackApiKey": "", "ClickStackApiKeyArn": SECRET, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
        self.stack = Stack(EVERYTHING | key)
        self.roles = self.stack.of_type("AWS::IAM::Role")

    def statements(self, role, stack=None):
        stack = stack or self.stack
        policies = list(stack.properties(role)["Policies"])
        for name, policy in stack.of_type("AWS::IAM::Policy").items():
            if stack.condition(policy["Condition"]) and f"{role}.Ref" in stack.properties(name)["Roles"]:
                policies.append(stack.properties(name))
        return {s["Sid"]: s for policy in policies for s in policy["PolicyDocument"]["Statement"]}

    def test_roles_are_written_out(self):
        functions = {"SubscriptionRole", "KinesisRole", "ReplayRole", "PollRole", "SubscribeRole", "FingerprintRole"}
        schedules = {"ReplayScheduleRole", "PollScheduleRole", "SubscribeScheduleRole"}

        self.assertEqual(functions | schedules, set(self.roles))
        for role in self.roles:
            self.assertNotIn("ManagedPolicyArns", self.stack.properties(role))

    def test_every_role_has_the_permissions_boundary_if_there_is_one(self):
        for role in self.roles:
            with self.subTest(role=role):
                self.assertEqual(BOUNDARY, self.stack.properties(role)["PermissionsBoundary"])
                self.assertNotIn("PermissionsBoundary", Stack(ENDPOINT | POLLED | STREAMING).properties(role))

    def test_tracing_is_allowed_to_every_function_that_sends_and_only_on_request(self):
        untraced = Stack(ENDPOINT | POLLED | STREAMING)
        for function in FORWARDING:
            with self.subTest(function=function):
                role = function.replace("Function", "Role")
                self.assertEqual({"Mode": "Active"}, self.stack.properties(function)["TracingConfig"])
                self.assertIn("SendTraces", self.statements(role))
                self.assertEqual({"Mode": "PassThrough"}, untraced.properties(function)["TracingConfig"])
                self.assertNotIn("SendTraces", self.statements(role, untraced))

    def test_no_allowed_action_has_a_wildcard(self):
        for role in self.roles:
            for sid, statement in self.statements(role).items():
                with self.subTest(role=role, sid=sid):
                    for action in as_list(statement["Action"]):
                        self.assertRegex(action, r"^[a-z0-9]+:[A-Za-z]+$")

    def test_only_what_knows_no_resource_is_allowed_on_all(self):
        everywhere = {
            sid
            for role in self.roles
            for sid, statement in self.statements(role).items()
            if statement["Effect"] == "Allow" and "*" in as_list(statement["Resource"])
        }

        self.assertEqual({"AttachToVpc", "FindLogGroups", "FindLogGroupsAndPolicies", "ReadAndStopQueries", "SendTraces"}, everywhere)

    def test_without_a_vpc_no_network_right_is_given(self):
        subscription = self.statements("SubscriptionRole", Stack(ENDPOINT))
        replay = self.statements("ReplayRole", Stack(ENDPOINT))

        self.assertEqual({"WriteOwnLogs", "WriteUndeliveredEvents", "ListFailureBucket"}, set(subscription))
        self.assertEqual(
            {"WriteOwnLogs", "ListFailureBucket", "ReadAndDeleteStoredObjects", "StoreObjectsAndLease"}, set(replay)
        )

    def test_what_the_vpc_needs_is_denied_to_the_code(self):
        for function in FORWARDING:
            role = function.replace("Function", "Role")
            with self.subTest(role=role):
                statements = self.statements(role)
                denied = statements["DenyVpcActionsToCode"]
                self.assertEqual(statements["AttachToVpc"]["Action"], denied["Action"])
                self.assertEqual("Deny", denied["Effect"])
                self.assertEqual(
                    f"arn:aws:lambda:us-east-1:123456789012:function:*-{function}-*",
                    denied["Condition"]["ArnLike"]["lambda:SourceFunctionArn"],
                )

    def test_each_function_writes_its_own_log_group_and_creates_none(self):
        for role in ("SubscriptionRole", "KinesisRole", "ReplayRole", "PollRole", "SubscribeRole", "FingerprintRole"):
            group = role.replace("Role", "LogGroup")
            with self.subTest(role=role):
                statement = self.statements(role)["WriteOwnLogs"]
                self.assertEqual(["logs:CreateLogStream", "logs:PutLogEvents"], statement["Action"])
                self.assertEqual(f"{group}.Arn", statement["Resource"])
        self.assertEqual({"WriteOwnLogs"}, set(self.statements("FingerprintRole")))

    def test_undelivered_events_go_only_into_the_bucket_of_this_account(self):
        for role in ("SubscriptionRole", "KinesisRole"):
            statements = self.statements(role)
            write, see = statements["WriteUndeliveredEvents"], statements["ListFailureBucket"]

            self.assertEqual(("s3:PutObject", "FailureBucket.Arn/*"), (write["Action"], write["Resource"]))
            self.assertEqual(("s3:ListBucket", "FailureBucket.Arn"), (see["Action"], see["Resource"]))
            for statement in (write, see):
                self.assertEqual({"StringEquals": {"s3:ResourceAccount": "123456789012"}}, statement["Condition"])

    def test_only_the_one_stream_is_read(self):
        statements = self.statements("KinesisRole")
        read, decrypt = statements["ReadStream"], statements["DecryptStream"]

        self.assertEqual(STREAM, read["Resource"])
        self.assertTrue(all(action.startswith("kinesis:") for action in read["Action"]))
        self.assertEqual(KMS_KEY, decrypt["Resource"])
        self.assertEqual({"StringLike": {"kms:ViaService": "kinesis.eu-west-1.amazonaws.com*"}}, decrypt["Condition"])
        self.assertNotIn("DecryptStream", self.statements("KinesisRole", Stack(ENDPOINT | STREAMING)))

    def test_replay_reads_removes_and_keeps_in_the_folders_it_knows(self):
        statements = self.statements("ReplayRole")
        read, write = statements["ReadAndDeleteStoredObjects"], statements["StoreObjectsAndLease"]

        def folders(statement):
            return {resource.removeprefix("FailureBucket.Arn/") for resource in statement["Resource"]}

        self.assertEqual({"aws/*", "quarantine/*", "rejected/*", "undecodable/*", "replay/*"}, folders(read))
        self.assertEqual({"replayed/*", "quarantine/*", "rejected/*", "undecodable/*", "replay/*"}, folders(write))
        for sid in ("ReadAndDeleteStoredObjects", "StoreObjectsAndLease", "ListFailureBucket"):
            condition = {"StringEquals": {"s3:ResourceAccount": "123456789012"}}
            self.assertEqual(condition, statements[sid]["Condition"])

    def test_plain_polling_needs_the_two_actions_of_the_guide_and_its_table(self):
        statements = self.statements("PollRole", Stack(ENDPOINT | POLLED))
        table = statements["ReadAndWriteCheckpoints"]

        self.assertEqual(
            {"WriteOwnLogs", "FindLogGroups", "ReadLogGroups", "ReadAndWriteCheckpoints", "StoreRefusedRecords"}, set(statements)
        )
        self.assertEqual("logs:DescribeLogGroups", statements["FindLogGroups"]["Action"])
        self.assertEqual("logs:FilterLogEvents", statements["ReadLogGroups"]["Action"])
        self.assertEqual("arn:aws:logs:*:123456789012:log-group:*", statements["ReadLogGroups"]["Resource"])
        self.assertEqual("CheckpointTable.Arn", table["Resource"])
        self.assertEqual(
            ["DeleteItem", "GetItem", "PutItem", "Scan", "UpdateItem"],
            [action.removeprefix("dynamodb:") for action in table["Action"]],
        )

    def test_queries_and_other_accounts_are_allowed_only_on_request(self):
        statements = self.statements("PollRole")
        linked = self.statements("PollRole", Stack(EVERYTHING | {"PollLinkedAccounts": "on"}))

        self.assertEqual("logs:StartQuery", statements["QueryLogGroups"]["Action"])
        self.assertEqual("arn:aws:logs:*:123456789012:log-group:*", statements["QueryLogGroups"]["Resource"])
        self.assertEqual(["logs:GetQueryResults", "logs:StopQuery"], statements["ReadAndStopQueries"]["Action"])
        self.assertEqual(ROLES, statements["AssumeCrossAccountRoles"]["Resource"])
        for sid in ("ReadLogGroups", "QueryLogGroups"):
            self.assertEqual("arn:aws:logs:*:*:log-group:*", linked[sid]["Resource"])

    def test_tags_are_read_only_on_request_and_of_this_account(self):
        policy = load()["Resources"]["LogGroupTagsPolicy"]
        statement = policy["Properties"]["PolicyDocument"]["Statement"][0]

        self.assertEqual("HasLogGroupTags", policy["Condition"])
        self.assertEqual("logs:ListTagsForResource", statement["Action"])
        self.assertIn("${AWS::AccountId}", statement["Resource"]["Fn::Sub"])

    def test_a_poll_config_kept_elsewhere_is_read_and_nothing_beside_it(self):
        kept = {
            "ssm:/click/poll.yaml": (
                "ssm:GetParameter",
                "arn:aws:ssm:us-east-1:123456789012:parameter/click/poll.yaml",
            ),
            "s3://bucket-1/a/poll.yaml": ("s3:GetObject", "arn:aws:s3:::bucket-1/a/poll.yaml"),
        }
        for reference, expected in kept.items():
            with self.subTest(reference=reference):
                read = self.statements("PollRole", Stack(ENDPOINT | {"PollConfig": reference}))["ReadPollConfig"]
                self.assertEqual(expected, (read["Action"], read["Resource"]))

    def test_subscribing_needs_four_actions_on_groups_and_never_gets_its_own(self):
        statements = self.statements("SubscribeRole", Stack(ENDPOINT | SUBSCRIBED))
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
        self.assertEqual("arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/logs-*", never["Resource"])

    def test_polling_is_told_and_policies_are_changed_only_where_that_is_on(self):
        statements = self.statements("SubscribeRole", Stack(EVERYTHING | {"SubscribeAccountPolicy": "on"}))

        self.assertEqual("CheckpointTable.Arn", statements["DelegateToPolling"]["Resource"])
        self.assertEqual(
            ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"], statements["DelegateToPolling"]["Action"]
        )
        self.assertIn("logs:PutAccountPolicy", statements["ChangeAccountPolicy"]["Action"])

    def test_subscriptions_kept_elsewhere_are_read_and_nothing_beside_them(self):
        kept = {
            "ssm:/click/s.yaml": ("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/click/s.yaml"),
            "s3://bucket-1/a/s.yaml": ("s3:GetObject", "arn:aws:s3:::bucket-1/a/s.yaml"),
        }
        for reference, expected in kept.items():
            with self.subTest(reference=reference):
                stack = Stack(ENDPOINT | {"Subscriptions": reference})
                read = self.statements("SubscribeRole", stack)["ReadSubscriptions"]
                self.assertEqual(expected, (read["Action"], read["Resource"]))

    def test_each_schedule_may_start_its_own_function_only(self):
        for function in SCHEDULED:
            with self.subTest(function=function):
                (statement,) = self.statements(function.replace("Function", "ScheduleRole")).values()
                self.assertEqual("lambda:InvokeFunction", statement["Action"])
                self.assertEqual(f"{function}.Arn", statement["Resource"])

    def test_every_function_that_sends_reads_only_the_one_secret(self):
        stack = Stack(ENDPOINT | POLLED | STREAMING | {"ClickStackApiKeyArn": SECRET + "#field"})
        for function in SENDING:
            with self.subTest(function=function):
                role = stack.properties(function)["Role"].removesuffix(".Arn")
                statements = self.statements(role, stack)
                read = statements["ReadIngestionKey"]

                self.assertEqual(("secretsmanager:GetSecretValue", SECRET), (read["Action"], read["Resource"]))
                self.assertNotIn("DecryptIngestionKey", statements)
        self.assertNotIn("ReadIngestionKey", self.statements("FingerprintRole", stack))

    def test_only_the_one_parameter_is_read(self):
        statements = self.statements("SubscriptionRole", Stack(ENDPOINT | {"ClickStackApiKeyArn": PARAMETER}))
        read = statements["ReadIngestionKey"]

        self.assertEqual(("ssm:GetParameter", PARAMETER), (read["Action"], read["Resource"]))

    def test_a_kms_key_decrypts_only_for_the_service_that_keeps_the_secret(self):
        for arn, service in ((SECRET, "secretsmanager.eu-west-1"), (PARAMETER, "ssm.cn-north-1")):
            with self.subTest(arn=arn):
                given = {"ClickStackApiKeyArn": arn, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
                decrypt = self.statements("SubscriptionRole", Stack(ENDPOINT | given))["DecryptIngestionKey"]

                self.assertEqual(("kms:Decrypt", KMS_KEY), (decrypt["Action"], decrypt["Resource"]))
                self.assertEqual({"StringLike": {"kms:ViaService": service + ".amazonaws.com*"}}, decrypt["Condition"])

    def test_a_kms_key_without_a_secret_gives_no_right(self):
        plain = self.statements("SubscriptionRole", Stack(ENDPOINT | {"ClickStackApiKeyKmsKeyArn": KMS_KEY}))

        self.assertNotIn("DecryptIngestionKey", plain)

    def test_only_lambda_and_the_scheduler_take_the_roles(self):
        for role in self.roles:
            service = "scheduler" if role.endswith("ScheduleRole") else "lambda"
            (statement,) = self.stack.properties(role)["AssumeRolePolicyDocument"]["Statement"]
            self.assertEqual({"Service": f"{service}.amazonaws.com"}, statement["Principal"])

    def test_a_comment_stands_above_every_statement(self):
        lines = TEMPLATE.read_text().splitlines()
        statements = [number for number, line in enumerate(lines) if re.match(r" +- Sid: ", line)]

        self.assertEqual(TEMPLATE.read_text().count("Effect: "), len(statements))
        for number in statements:
            with self.subTest(line=number + 1, statement=lines[number].strip()):
                self.assertRegex(lines[number - 1], r"^ +# \S")

    def test_no_partition_is_taken_for_granted(self):
        self.assertNotRegex(TEMPLATE.read_text(), r"arn:aws\b")


class FailureBucketTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)
        self.bucket = self.stack.properties("FailureBucket")

    def test_is_encrypted_and_private(self):
        (rule,) = self.bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

        self.assertEqual("AES256", rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"])
        self.assertEqual([{"ObjectOwnership": "BucketOwnerEnforced"}], self.bucket["OwnershipControls"]["Rules"])
        self.assertEqual(4, list(self.bucket["PublicAccessBlockConfiguration"].values()).count(True))

    def test_stays_with_its_policy_when_the_stack_goes(self):
        for name in ("FailureBucket", "FailureBucketPolicy"):
            self.assertEqual("Retain", self.stack.resources[name]["DeletionPolicy"])
            self.assertEqual("Retain", self.stack.resources[name]["UpdateReplacePolicy"])

    def test_refuses_plain_http(self):
        policy = self.stack.properties("FailureBucketPolicy")
        (statement,) = policy["PolicyDocument"]["Statement"]

        self.assertEqual("FailureBucket.Ref", policy["Bucket"])
        self.assertEqual(("Deny", "*", "s3:*"), (statement["Effect"], statement["Principal"], statement["Action"]))
        self.assertEqual(["FailureBucket.Arn", "FailureBucket.Arn/*"], statement["Resource"])
        self.assertEqual({"Bool": {"aws:SecureTransport": "false"}}, statement["Condition"])

    def test_nothing_undelivered_ever_expires(self):
        rules = self.bucket["LifecycleConfiguration"]["Rules"]
        expiring = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
        keys = {"Id", "Status", "Prefix", "ExpirationInDays", "AbortIncompleteMultipartUpload"}

        self.assertEqual({"rejected/": "30", "replayed/": "30"}, expiring)
        self.assertTrue(all(set(rule) <= keys for rule in rules))
        self.assertTrue(all(rule["Status"] == "Enabled" for rule in rules))

    def test_deleted_logs_are_gone(self):
        self.assertNotIn("VersioningConfiguration", self.bucket)


class CheckpointTableTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED)
        self.table = self.stack.properties("CheckpointTable")

    def test_is_encrypted_billed_by_use_and_can_be_had_back(self):
        self.assertEqual("PAY_PER_REQUEST", self.table["BillingMode"])
        self.assertIs(True, self.table["SSESpecification"]["SSEEnabled"])
        self.assertIs(True, self.table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])

    def test_stays_when_the_stack_goes(self):
        resource = self.stack.resources["CheckpointTable"]

        self.assertIs(True, self.table["DeletionProtectionEnabled"])
        self.assertEqual(("Retain", "Retain"), (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]))

    def test_leases_expire(self):
        self.assertEqual({"AttributeName": "expires", "Enabled": True}, self.table["TimeToLiveSpecification"])


class AlarmTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT | POLLED | STREAMING | SUBSCRIBED)
        self.alarms = {name: self.stack.properties(name) for name in self.stack.of_type("AWS::CloudWatch::Alarm")}

    def test_what_the_design_asks_for_is_watched(self):
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
                ("AWS/Logs DeliveryErrors", None),
                ("AWS/Logs DeliveryThrottling", None),
            },
            watched,
        )

    def test_each_metric_exists(self):
        ours = set(re.findall(r'\("(\w+)", Unit', OUR_METRICS.read_text()))
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                namespace, metric = self.metric(alarm).split(" ")
                self.assertIn(metric, ours if namespace == "ClickStackForwarder" else OF_AWS[namespace])

    def test_each_says_what_to_do_and_is_quiet_without_data(self):
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                self.assertGreater(len(alarm["AlarmDescription"]), 80)
                self.assertEqual("notBreaching", alarm["TreatMissingData"])

    def test_all_can_be_switched_off(self):
        stack = Stack(ENDPOINT | POLLED | STREAMING | SUBSCRIBED | {"Alarms": "off"})
        for name in self.alarms:
            self.assertTrue(self.stack.condition(self.stack.resources[name]["Condition"]))
            self.assertFalse(stack.condition(stack.resources[name]["Condition"]))

    def test_a_topic_is_told_only_if_there_is_one(self):
        stack = Stack(EVERYTHING)
        for name, alarm in self.alarms.items():
            with self.subTest(alarm=name):
                self.assertFalse({"AlarmActions", "OKActions"} & set(alarm))
                self.assertEqual([TOPIC], stack.properties(name)["AlarmActions"])
                self.assertEqual([TOPIC], stack.properties(name)["OKActions"])

    def test_readme_names_each_alarm(self):
        table = re.findall(r"^\| `(\w+Alarm)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)

        self.assertEqual(list(self.alarms), table)

    def metric(self, alarm):
        if "Metrics" in alarm:
            (query,) = alarm["Metrics"]
            metric, namespace = re.fullmatch(
                r"SELECT SUM\((\w+)\) FROM \"([\w/]+)\" WHERE DestinationType = 'Lambda'", query["Expression"]
            ).groups()
            return f"{namespace} {metric}"
        return f"{alarm['Namespace']} {alarm['MetricName']}"

    def function(self, alarm):
        dimensions = {d["Name"]: d["Value"] for d in alarm.get("Dimensions", [])}
        return dimensions.get("FunctionName", "").removesuffix(".Ref") or None


class OutputTest(unittest.TestCase):
    def test_outputs_tell_what_to_subscribe_and_where_to_look(self):
        stack = Stack(ENDPOINT)
        outputs = {name: stack.evaluate(output["Value"]) for name, output in stack.template["Outputs"].items()}
        (alias,) = [name for name in stack.of_type("AWS::Lambda::Alias") if name.startswith("Subscription")]

        self.assertEqual(f"{alias}.Ref", outputs["SubscriptionAliasArn"])
        self.assertEqual("SubscriptionFunction.Ref", outputs["SubscriptionFunctionName"])
        self.assertEqual("SubscriptionLogGroup.Ref", outputs["SubscriptionLogGroupName"])
        self.assertEqual("FailureBucket.Ref", outputs["FailureBucketName"])
        self.assertEqual(
            "aws logs put-subscription-filter --region us-east-1 --log-group-name LOG_GROUP"
            f' --filter-name clickstack --filter-pattern "" --destination-arn {alias}.Ref',
            outputs["SubscribeCommand"],
        )


class UpgradeTest(unittest.TestCase):
    """What must not be made anew by an upgrade: CloudFormation replaces what gets another logical id or name."""

    # Resources with content or with others pointing at them, by type, as stacks out there have them. Never change a line.
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
    # Properties whose change makes CloudFormation replace the resource.
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

    def test_no_parameter_replaces_what_lasts(self):
        # Only the table and the trigger depend on parameters: whether they are there, and which stream it is.
        for name in ("FailureBucket", "CheckpointTable"):
            with self.subTest(resource=name):
                plain, other = self.stack.properties(name), Stack(EVERYTHING).properties(name)
                self.assertEqual(plain, other)

    def test_what_holds_logs_or_progress_stays_when_the_stack_goes(self):
        retained = {name for name, r in self.stack.resources.items() if r.get("DeletionPolicy") == "Retain"}

        self.assertEqual({"FailureBucket", "FailureBucketPolicy", "CheckpointTable"}, retained)
        for name in retained:
            self.assertEqual("Retain", self.stack.resources[name]["UpdateReplacePolicy"])
        for name, resource in self.stack.resources.items():
            if resource["Type"] in ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::SQS::Queue"):
                self.assertIn(name, retained)

    def test_docs_name_what_stays(self):
        text = (ROOT / "docs/upgrade.md").read_text()

        for name in ("FailureBucket", "CheckpointTable"):
            self.assertIn(f"`{name}`", text)


class PublishingTest(unittest.TestCase):
    def test_the_metadata_is_what_the_application_repository_takes(self):
        metadata = load()["Metadata"]["AWS::ServerlessRepo::Application"]

        self.assertRegex(metadata["Name"], "^[a-zA-Z0-9-]{1,140}$")
        self.assertLessEqual(len(metadata["Description"]), 256)
        self.assertRegex(metadata["Author"], "^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$")
        self.assertLessEqual(len(metadata["Labels"]), 10)
        self.assertTrue(all(re.fullmatch("[a-zA-Z0-9+_:/@-]{1,127}", label) for label in metadata["Labels"]))
        for file in (metadata["LicenseUrl"], metadata["ReadmeUrl"]):
            self.assertTrue((ROOT / file).is_file(), file)

    def test_the_version_is_the_one_that_is_built(self):
        (version,) = re.findall(r"^  <version>([^<]+)</version>$", (ROOT / "pom.xml").read_text(), re.MULTILINE)

        self.assertEqual(version, load()["Metadata"]["AWS::ServerlessRepo::Application"]["SemanticVersion"])


class SamConfigTest(unittest.TestCase):
    def setUp(self):
        self.config = tomllib.loads((ROOT / "samconfig.toml").read_text())

    def test_deploys_with_review_and_into_no_region_of_ours(self):
        deploy = self.config["default"]["deploy"]["parameters"]

        self.assertEqual(0.1, self.config["version"])
        self.assertEqual("CAPABILITY_IAM", deploy["capabilities"])
        self.assertIs(True, deploy["confirm_changeset"])
        self.assertIs(True, deploy["resolve_s3"])
        self.assertNotIn("region", str(self.config))

    def test_everything_has_a_tag_to_find_its_cost_by(self):
        self.assertEqual(
            "application=clickstack-cloudwatch-forwarder", self.config["default"]["deploy"]["parameters"]["tags"]
        )

    def test_endpoint_and_key_alone_make_a_deployment(self):
        given = ENDPOINT | {"ClickStackApiKey": "a-key"}

        self.assertTrue(all("Default" in parameter for parameter in load()["Parameters"].values()))
        for rule in load()["Rules"].values():
            for assertion in rule["Assertions"]:
                self.assertTrue(Stack(given).evaluate(assertion["Assert"]))

    def test_holds_no_answers_of_a_deployment(self):
        self.assertNotIn("parameter_overrides", str(self.config))


def size(variables):
    """What Lambda counts of the environment."""
    return sum(len(name) + len(str(value)) for name, value in variables.items())


def as_list(value):
    return value if isinstance(value, list) else [value]


def allowed(parameter, value):
    """Whether CloudFormation would take `value`."""
    if "AllowedValues" in parameter:
        return value in parameter["AllowedValues"]
    if parameter["Type"] == "Number":
        return parameter["MinValue"] <= int(value) <= parameter["MaxValue"]
    pattern = parameter.get("AllowedPattern", r"[\s\S]*")
    return len(value) <= parameter.get("MaxLength", 4096) and re.fullmatch(pattern, value) is not None


if __name__ == "__main__":
    unittest.main()
