"""The parameters, their limits and the rules between them."""

import unittest

from cloudformation import Stack, load
from values import BOUNDARY, ENDPOINT, EVERYTHING, FORWARDING, KMS_KEY, PARAMETER, POLLED, ROLES, SECRET, STREAM, SUBSCRIBED, TOPIC
from values import allowed

SECRETS = {"ClickStackApiKey", "OtlpHeaders"}
# A key becomes the resource of a permission, where these characters are wildcards and variables.
WILDCARD_KEYS = ["s3://bucket-1/*", "s3://bucket-1/a?.yaml", "s3://bucket-1/${aws:username}.yaml"]

# Values that the pattern of each parameter accepts.
ACCEPTED = {
    "ClickStackEndpoint": [
        "",
        "https://clickstack.example.com:4318",
        "http://10.0.0.1:4318/base/",
        "https://h/a@b",
        "http://otel_collector:4318",
        "HTTP://collector.123",
    ],
    "ClickStackApiKey": ["", "none", "0b0e5d2c-2d7c-4a5e-8a5e-3c1f0f7b8a11", "Bearer a-key"],
    "ClickStackApiKeyArn": ["", SECRET, SECRET + "#a key", PARAMETER],
    "ClickStackApiKeyKmsKeyArn": ["", KMS_KEY],
    "ConfigKmsKeyArn": ["", KMS_KEY],
    "OtlpHeaders": ["", "none", "authorization=a-key", "x-tenant=a,x-note=two%20words", "x-empty="],
    "OtlpLogsEndpoint": ["", "https://logs.example.com/ingest/v1/logs?tenant=a"],
    "OtlpTracesEndpoint": ["", "https://traces.example.com/ingest/v1/traces?tenant=a"],
    "CaCertificate": [
        "",
        "/var/task/ca.pem",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        r"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ],
    "Rules": ["", '{"redaction": {"presets": ["jwt"]}}', "redaction:\n  presets: [jwt]", "{}"],
    "ResourceAttributes": ["", "deployment.environment.name=prod", "a=b,c=d=e", "a="],
    "PollRoleArns": ["", ROLES[0], ", ".join(ROLES), "arn:aws-cn:iam::210987654321:role/team/a+b=c@d_e-f.g"],
    "PollConfig": ["", POLLED["PollConfig"], '{"region": "us-east-1"}', "ssm:/click/poll.yaml", "s3://bucket-1/a/poll.yaml"],
    "PermissionsBoundaryArn": ["", BOUNDARY, "arn:aws:iam::aws:policy/PowerUserAccess"],
    "KinesisStreamArn": ["", STREAM, "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/a.b_c-d"],
    "KinesisStreamKmsKeyArn": ["", KMS_KEY],
    "Subscriptions": ["", SUBSCRIBED["Subscriptions"], "rules:\n  - include: /a*", "ssm:/click/s.yaml", "s3://bucket-1/s.yaml"],
    "ServiceNameRules": ["", r"/team/(\w+)/.*=>$1", "a=>b; c=>d;"],
    "AlarmTopicArn": ["", TOPIC, "arn:aws-us-gov:sns:us-gov-west-1:123456789012:A_b-c"],
}
# Values that it refuses.
REFUSED = {
    "ClickStackEndpoint": [
        "clickstack.example.com:4318",
        "ftp://h",
        "https://",
        "https://user:word@h",
        "https://h /",
        "https://otel_collector",
        "http://h:65536",
        "http://h?a",
    ],
    "ClickStackApiKey": ["two words", "key\n", "Bearer ", "Bearer a key", "Bearer key\n"],
    "ClickStackApiKeyArn": ["a-key", SECRET + "#", PARAMETER + "#field", "arn:aws:s3:::bucket", "arn:aws:ssm:::parameter/k"],
    "ClickStackApiKeyKmsKeyArn": ["alias/key", "arn:aws:kms:eu-west-1:123456789012:alias/key"],
    "ConfigKmsKeyArn": ["alias/key", "arn:aws:kms:eu-west-1:123456789012:alias/key"],
    "OtlpHeaders": ["authorization", "=value", "a=b\nc=d"],
    "OtlpLogsEndpoint": ["/v1/logs", "https://user:word@h/v1/logs", "http://h:65536/v1/logs", "https://a_b/v1/logs"],
    "OtlpTracesEndpoint": ["/v1/traces", "https://user:word@h/v1/traces", "http://h:65536/v1/traces", "https://a_b/v1/traces"],
    "CaCertificate": ["ca.pem", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"],
    "Rules": ["{", " [\n"],
    "ResourceAttributes": ["prod", "=prod", "a=b,,c=d", "a b=c"],
    "PollConfig": ["ssm:poll", "ssm:/two words", "ssm:", "s3://bucket", "s3:bucket/key", "s3://Bucket/key", *WILDCARD_KEYS, "{"],
    "PollRoleArns": ["logs", "arn:aws:iam::210987654321:role/*", "arn:aws:iam::*:role/logs", f"{ROLES[0]},arn:aws:iam::1:role/a"],
    "PermissionsBoundaryArn": ["boundary", "arn:aws:iam::123456789012:role/boundary"],
    "KinesisStreamArn": ["logs", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs", STREAM + "/consumer/a:1"],
    "KinesisStreamKmsKeyArn": ["alias/key", "arn:aws:kms:eu-west-1:123456789012:alias/key"],
    "Subscriptions": ["ssm:subscribe", "ssm:/two words", "s3://bucket", "s3:bucket/key", *WILDCARD_KEYS, "{", "["],
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

        # A guided deployment asks in the order of the Parameters section, the console shows the groups.
        self.assertEqual(list(self.parameters), shown)
        self.assertEqual(list(self.parameters), list(interface["ParameterLabels"]))
        for name, parameter in self.parameters.items():
            with self.subTest(parameter=name):
                self.assertGreater(len(parameter["Description"]), 30)

    def test_each_states_its_limits_and_their_unit(self):
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

    def test_the_name_of_a_number_ends_with_its_unit(self):
        for name, parameter in self.parameters.items():
            if parameter["Type"] == "Number" and not name.endswith(("ReservedConcurrency", "Size", "Batches", "Attempts")):
                self.assertRegex(name, "(Ms|Seconds|Minutes|Bytes|Megabytes|Days)$")

    def test_each_default_is_within_its_limits(self):
        for name, parameter in self.parameters.items():
            with self.subTest(parameter=name):
                self.assertTrue(allowed(parameter, parameter["Default"]))

    def test_patterns_accept_and_refuse(self):
        for accepted, cases in ((True, ACCEPTED), (False, REFUSED)):
            for name, values in cases.items():
                for value in values:
                    with self.subTest(parameter=name, value=value):
                        self.assertEqual(accepted, allowed(self.parameters[name], value))

    def test_every_pattern_has_accepted_and_refused_values(self):
        patterned = {name for name, parameter in self.parameters.items() if "AllowedPattern" in parameter}

        self.assertEqual(patterned, set(ACCEPTED))
        self.assertEqual(patterned, set(REFUSED))

    def test_secrets_and_no_others_are_not_echoed(self):
        self.assertEqual(SECRETS, {name for name, p in self.parameters.items() if p.get("NoEcho") is True})

    def test_secrets_reach_only_the_functions_that_forward_and_the_fingerprint(self):
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

    def test_the_key_and_the_arn_of_the_key_exclude_each_other(self):
        (assertion,) = self.template["Rules"]["SingleApiKeySource"]["Assertions"]
        for key in ("", "none"):
            with self.subTest(key=key):
                arn = {"ClickStackApiKey": key, "ClickStackApiKeyArn": SECRET}
                self.assertTrue(Stack(ENDPOINT | arn).evaluate(assertion["Assert"]))

        self.assertTrue(Stack(ENDPOINT | {"ClickStackApiKey": "a-key"}).evaluate(assertion["Assert"]))
        both = {"ClickStackApiKey": "a-key", "ClickStackApiKeyArn": SECRET}
        self.assertFalse(Stack(ENDPOINT | both).evaluate(assertion["Assert"]))


if __name__ == "__main__":
    unittest.main()
