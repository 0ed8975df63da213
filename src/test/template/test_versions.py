"""A changed setting reaches the alias: changes of a function publish a version, and nothing else does."""

import contextlib
import copy
import http.server
import io
import json
import threading
import unittest
import urllib.error

from cloudformation import Stack, custom_resource_event, load, run_inline

PLAIN = {"ClickStackEndpoint": "https://clickstack.example.com:4318", "ClickStackApiKey": "key-1"}
STREAM = {"KinesisStreamArn": "arn:aws:kinesis:us-east-1:123456789012:stream/logs"}
IN_VPC = PLAIN | {"VpcSubnetIds": "subnet-1,subnet-2", "VpcSecurityGroupIds": "sg-1"}

# For every parameter, a value other than the default and the one in PLAIN.
CHANGED = {
    "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:on-call",
    "Alarms": "off",
    "Architecture": "x86_64",
    "CaCertificate": "/var/task/ca.pem",
    "ClickStackApiKey": "key-2",
    "ClickStackApiKeyArn": "arn:aws:ssm:us-east-1:123456789012:parameter/key-2",
    "ClickStackApiKeyKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0123",
    "ClickStackApiKeyTtlMs": "60000",
    "ClickStackEndpoint": "https://other.example.com:4318",
    "Compression": "gzip",
    "DeadlineMarginMs": "2000",
    "InspectionRetentionDays": "90",
    "KinesisBatchSize": "100",
    "KinesisBatchWindowSeconds": "0",
    "KinesisParallelBatches": "2",
    "KinesisRecordAgeSeconds": "3600",
    "KinesisRetryAttempts": "2",
    "KinesisStartingPosition": "LATEST",
    "KinesisStreamArn": "arn:aws:kinesis:us-east-1:123456789012:stream/other",
    "KinesisStreamKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/4567",
    "LogRetentionDays": "7",
    "MaxInflatedBytes": "33554432",
    "MaxRequestBytes": "4194304",
    "MemoryMegabytes": "1769",
    "OtlpHeaders": "x-tenant=a",
    "OtlpLogsEndpoint": "https://other.example.com/logs",
    "OtlpTracesEndpoint": "https://other.example.com/traces",
    "PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/boundary",
    "PollConfig": "region: us-east-1",
    "PollInsights": "on",
    "PollIntervalMinutes": "5",
    "PollLinkedAccounts": "on",
    "PollReservedConcurrency": "1",
    "PollRoleArns": "arn:aws:iam::210987654321:role/logs",
    "ReplayDisposal": "move",
    "ReplayIntervalMinutes": "0",
    "RequestTimeoutMs": "5000",
    "ReservedConcurrency": "20",
    "ResourceAttributes": "deployment.environment.name=prod",
    "RetryBudgetMs": "0",
    "Rules": "redaction: {presets: [jwt]}",
    "ServiceName": "shop",
    "ServiceNameRules": "/team/(.*)=>$1",
    "Body": "raw",
    "ParseContent": "off",
    "RestoreOtel": "off",
    "XrayTraceIds": "on",
    "TimestampFromBody": "on",
    "Multiline": "auto",
    "MultilineLineStartPattern": "^20",
    "LogGroupTags": "team",
    "SubscribeAccountPolicy": "on",
    "SubscribeIntervalMinutes": "30",
    "Subscriptions": "rules: {include: /a}",
    "TimeoutSeconds": "120",
    "Tracing": "on",
    "VpcSecurityGroupIds": "sg-2",
    "VpcSubnetIds": "subnet-3",
}
# Parameters that change the stack but not the configuration of a version.
NOT_IN_A_VERSION = {
    "AlarmTopicArn",
    "Alarms",
    "ClickStackApiKeyKmsKeyArn",
    "InspectionRetentionDays",
    "KinesisBatchSize",
    "KinesisBatchWindowSeconds",
    "KinesisParallelBatches",
    "KinesisRecordAgeSeconds",
    "KinesisRetryAttempts",
    "KinesisStartingPosition",
    "KinesisStreamArn",
    "KinesisStreamKmsKeyArn",
    "LogRetentionDays",
    "PermissionsBoundaryArn",
    "PollConfig",
    "PollInsights",
    "PollIntervalMinutes",
    "PollLinkedAccounts",
    "PollReservedConcurrency",
    "PollRoleArns",
    "ReplayDisposal",
    "ReplayIntervalMinutes",
    "ReservedConcurrency",
    "SubscribeAccountPolicy",
    "SubscribeIntervalMinutes",
    "Subscriptions",
}


def of_function(stack, resource_type, function):
    """The logical ID and the resource of the one version or alias of `function`."""
    (found,) = [
        (logical_id, resource)
        for logical_id, resource in stack.of_type(resource_type).items()
        if resource["Properties"]["FunctionName"] == {"Ref": function}
    ]
    return found


class VersionTest(unittest.TestCase):
    """The subscription function. KinesisVersionTest runs the same tests for the Kinesis function."""

    maxDiff = None
    FUNCTION = "SubscriptionFunction"
    ROLE = "SubscriptionRole"
    FINGERPRINT = "SettingsFingerprint"
    PLAIN = PLAIN
    IN_VPC = IN_VPC

    def version(self, stack):
        """What CloudFormation compares to decide whether to publish a new version."""
        logical_id, _ = of_function(stack, "AWS::Lambda::Version", self.FUNCTION)
        return logical_id, stack.properties(logical_id)

    def configuration(self, stack):
        """The configuration that a version freezes, without the fingerprint in its description."""
        outside = {"Description", "ReservedConcurrentExecutions", "Tags"}
        properties = stack.resources[self.FUNCTION]["Properties"]
        return stack.evaluate({name: value for name, value in properties.items() if name not in outside})

    def test_every_parameter_has_a_changed_value(self):
        self.assertEqual(set(load()["Parameters"]), set(CHANGED))

    def test_an_unchanged_stack_publishes_nothing(self):
        self.assertEqual(self.version(Stack(self.PLAIN)), self.version(Stack(self.PLAIN, template=load())))

    def test_changed_code_alone_publishes(self):
        self.assertNotEqual(self.version(Stack(self.PLAIN)), self.version(Stack(self.PLAIN, code="code-2")))

    def test_a_parameter_publishes_exactly_when_it_changes_the_function(self):
        for settings in (self.PLAIN, self.IN_VPC):
            before = Stack(settings)
            for parameter, value in CHANGED.items():
                with self.subTest(parameter=parameter, vpc="VpcSubnetIds" in settings):
                    after = Stack(settings | {parameter: value})
                    self.assertEqual(
                        self.configuration(before) != self.configuration(after),
                        self.version(before) != self.version(after),
                        "first: the function changed; second: a version was published",
                    )

    def test_every_other_parameter_publishes(self):
        before = self.version(Stack(self.IN_VPC))
        unpublished = {name for name, value in CHANGED.items() if self.version(Stack(self.IN_VPC | {name: value})) == before}

        self.assertEqual(NOT_IN_A_VERSION, unpublished)

    def test_a_replaced_resource_that_the_function_refers_to_publishes(self):
        before = Stack(self.IN_VPC)
        self.configuration(before)
        self.assertIn((self.ROLE, "Arn"), before.read)
        for reference in sorted(before.read):
            with self.subTest(reference=reference):
                self.assertNotEqual(self.version(before), self.version(Stack(self.IN_VPC, replaced=[reference])))

    def test_a_changed_text_in_the_template_publishes(self):
        changes = {"Handler": "other.Handler", "Timeout": 30, "Environment": {"Variables": {"OTHER": "value"}}}
        for name, value in changes.items():
            with self.subTest(property=name):
                changed = load()
                changed["Resources"][self.FUNCTION]["Properties"][name] = value
                self.assertNotEqual(self.version(Stack(self.PLAIN)), self.version(Stack(self.PLAIN, template=changed)))

    def test_none_and_blank_are_the_same_secret(self):
        blank = self.PLAIN | {"ClickStackApiKey": "", "OtlpHeaders": ""}
        none = self.PLAIN | {"ClickStackApiKey": "none", "OtlpHeaders": "none"}

        self.assertEqual(self.version(Stack(blank)), self.version(Stack(none)))
        self.assertEqual(self.configuration(Stack(blank)), self.configuration(Stack(none)))

    def test_the_function_itself_changes_with_every_published_version(self):
        # Lambda does not publish a version of an unchanged function, and the deployment would fail.
        for parameter in set(CHANGED) - NOT_IN_A_VERSION:
            with self.subTest(parameter=parameter):
                before, after = Stack(self.IN_VPC), Stack(self.IN_VPC | {parameter: CHANGED[parameter]})
                self.assertNotEqual(
                    before.properties(self.FUNCTION)["Description"],
                    after.properties(self.FUNCTION)["Description"],
                )

    def test_the_order_is_fingerprint_function_version_alias(self):
        stack = Stack(self.PLAIN)
        version_id, _ = of_function(stack, "AWS::Lambda::Version", self.FUNCTION)
        _, alias = of_function(stack, "AWS::Lambda::Alias", self.FUNCTION)

        self.assertNotIn(self.FUNCTION, references(stack, self.FINGERPRINT))
        self.assertIn(self.FINGERPRINT, references(stack, self.FUNCTION))
        self.assertEqual({"Ref": self.FUNCTION}, stack.resources[version_id]["Properties"]["FunctionName"])
        self.assertEqual({"Fn::GetAtt": [version_id, "Version"]}, alias["Properties"]["FunctionVersion"])
        self.assertEqual("live", alias["Properties"]["Name"])

    def test_a_version_is_deleted_after_a_rollback(self):
        _, resource = of_function(Stack(self.PLAIN), "AWS::Lambda::Version", self.FUNCTION)

        self.assertEqual("Delete", resource["DeletionPolicy"])
        self.assertEqual("Delete", resource.get("UpdateReplacePolicy", "Delete"))

    def test_descriptions_are_within_the_limit(self):
        stack = Stack(self.PLAIN)

        self.assertLessEqual(len(self.version(stack)[1]["Description"]), 256)
        self.assertLessEqual(len(stack.properties(self.FUNCTION)["Description"]), 256)


class KinesisVersionTest(VersionTest):
    FUNCTION = "KinesisFunction"
    ROLE = "KinesisRole"
    FINGERPRINT = "KinesisFingerprint"
    PLAIN = PLAIN | STREAM
    IN_VPC = IN_VPC | STREAM


class FingerprintFunctionTest(unittest.TestCase):
    PROPERTIES = {"ServiceToken": "arn:1", "ServiceTimeout": "300", "ApiKey": "secret-key-1", "Subnets": ["a", "b"]}

    def setUp(self):
        self.code = Stack(PLAIN).inline_code()
        self.received = []
        self.status = 200
        server = http.server.HTTPServer(("127.0.0.1", 0), self._request_handler())
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}/response?signature=x"

    def _request_handler(test):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                test.received.append((self.path, self.headers["Content-Type"], json.loads(body), body.decode()))
                self.send_response(test.status)
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler

    def respond(self, properties=None, **changes):
        run_inline(self.code, custom_resource_event(properties or self.PROPERTIES, url=self.url, **changes))
        return self.received[-1][2]

    def test_responds_to_cloudformation(self):
        response = self.respond()

        path, content_type, _, _ = self.received[0]
        self.assertEqual("/response?signature=x", path)
        self.assertEqual("", content_type)
        self.assertEqual("SUCCESS", response["Status"])
        self.assertEqual("request-1", response["RequestId"])
        self.assertEqual("SettingsFingerprint", response["LogicalResourceId"])
        self.assertRegex(response["Data"]["Value"], "^[0-9a-f]{16}$")

    def test_keeps_the_physical_id_in_updates_and_deletion(self):
        created = self.respond()["PhysicalResourceId"]

        for request_type in ("Update", "Delete"):
            response = self.respond(RequestType=request_type, PhysicalResourceId=created)
            self.assertEqual(("SUCCESS", created), (response["Status"], response["PhysicalResourceId"]))

    def test_every_property_counts_except_those_for_cloudformation(self):
        value = self.respond()["Data"]["Value"]

        self.assertEqual(value, self.respond(self.PROPERTIES | {"ServiceToken": "arn:2"})["Data"]["Value"])
        self.assertEqual(value, self.respond(self.PROPERTIES | {"ServiceTimeout": "60"})["Data"]["Value"])
        self.assertNotEqual(value, self.respond(self.PROPERTIES | {"ApiKey": "secret-key-2"})["Data"]["Value"])
        self.assertNotEqual(value, self.respond(self.PROPERTIES | {"Subnets": ["b", "a"]})["Data"]["Value"])

    def test_two_stacks_with_the_same_key_have_different_fingerprints(self):
        self.assertNotEqual(self.respond()["Data"], self.respond(StackId="arn:aws:cloudformation:::stack/b/1")["Data"])

    def test_settings_are_neither_returned_nor_logged(self):
        log = io.StringIO()
        with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
            self.respond()

        self.assertEqual("", log.getvalue())
        self.assertNotIn("secret-key-1", self.received[0][3])

    def test_a_refused_response_is_an_error_without_settings(self):
        self.status = 403

        with self.assertRaises(urllib.error.HTTPError) as failure:
            self.respond()
        failure.exception.close()
        self.assertNotIn("secret-key-1", str(failure.exception))
        self.assertNotIn("signature", str(failure.exception))


def references(stack, logical_id):
    """Logical IDs that a resource refers to."""
    text = json.dumps(copy.deepcopy(stack.resources[logical_id]))
    return {name for name in stack.resources if f'"{name}"' in text or f"${{{name}}}" in text or f"${{{name}." in text}


if __name__ == "__main__":
    unittest.main()
