"""A changed setting reaches the alias: changes of a function publish a version, and nothing else does."""

import copy
import json
import unittest

from cloudformation import Stack, load
from values import as_list

PLAIN = {"ClickStackEndpoint": "https://clickstack.example.com:4318", "ClickStackApiKey": "key-1"}
STREAM = {"KinesisStreamArn": "arn:aws:kinesis:us-east-1:123456789012:stream/logs"}
IN_VPC = PLAIN | {"VpcSubnetIds": "subnet-1,subnet-2", "VpcSecurityGroupIds": "sg-1"}

# For every parameter, a value other than the default and the one in PLAIN.
CHANGED = {
    "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:on-call",
    "Alarms": "off",
    "Architecture": "x86_64",
    "CaCertificate": "/var/task/ca.pem",
    "ConfigKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/89ab",
    "ClickStackApiKey": "key-2",
    "ClickStackApiKeyArn": "arn:aws:ssm:us-east-1:123456789012:parameter/key-2",
    "ClickStackApiKeyKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0123",
    "ClickStackApiKeyTtlMs": "60000",
    "ClickStackEndpoint": "https://other.example.com:4318",
    "ClickStackRetentionDays": "60",
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
    "KinesisForeignRecords": "drop",
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
    "SnapStart": "off",
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
    "ClickStackRetentionDays",
    "ConfigKmsKeyArn",
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


class CheckedSettingsTest(unittest.TestCase):
    """The custom resource checks the variables that the functions get."""

    EVERYTHING = {name: value for name, value in (PLAIN | STREAM | IN_VPC | CHANGED).items() if name != "ClickStackApiKeyArn"}
    # The alias does not exist when the settings are checked.
    PLACEHOLDERS = {"SUBSCRIPTION_DESTINATION"}

    def test_shared_variables_are_those_of_the_functions_that_send(self):
        for parameters in (PLAIN, IN_VPC, self.EVERYTHING):
            stack = Stack(parameters)
            shared = values(stack.properties("SettingsFingerprint")["Variables"])
            self.assertEqual(environment(stack, "SubscriptionFunction"), shared)
            self.assertEqual(environment(stack, "KinesisFunction"), shared)

    def test_each_other_function_has_its_own_in_addition(self):
        stack = Stack(self.EVERYTHING)
        properties = stack.properties("SettingsFingerprint")
        self.assertEqual({"ReplayFunction", "PollFunction", "SubscribeFunction"}, set(properties["Functions"]))
        for function, own in properties["Functions"].items():
            with self.subTest(function=function):
                expected = environment(stack, function)
                checked = values(properties["Variables"] | own)
                self.assertEqual(set(expected), set(checked))
                self.assertEqual({}, {n: v for n, v in expected.items() if n not in self.PLACEHOLDERS and checked[n] != v})

    def test_functions_that_the_stack_does_not_have_are_not_checked(self):
        self.assertEqual({"ReplayFunction"}, set(Stack(PLAIN).properties("SettingsFingerprint")["Functions"]))

    def test_each_variable_names_the_parameter_that_sets_it(self):
        written = load()["Resources"]["SettingsFingerprint"]["Properties"]
        poll, subscribe = (written["Functions"][f]["Fn::If"][1] for f in ("PollFunction", "SubscribeFunction"))
        for variable, value in (written["Variables"] | written["Functions"]["ReplayFunction"] | poll | subscribe).items():
            if isinstance(value, dict) and not any(name.startswith(("Ref", "Fn::")) for name in value):
                with self.subTest(variable=variable):
                    ((parameter, text),) = value.items()
                    self.assertIn({"Ref": parameter}, [text, *text.get("Fn::If", [])])

    def test_no_function_changes_before_the_check(self):
        stack = Stack(self.EVERYTHING)
        for function in stack.of_type("AWS::Lambda::Function"):
            if function != "FingerprintFunction":
                with self.subTest(function=function):
                    self.assertTrue(waits_for(stack, function, "SettingsFingerprint"))

    def test_the_check_has_no_settings_of_its_own_and_runs_outside_the_vpc(self):
        function = Stack(self.EVERYTHING).properties("FingerprintFunction")

        self.assertEqual("dev.cwforwarder.handler.SettingsHandler", function["Handler"])
        self.assertNotIn("Environment", function)
        self.assertNotIn("VpcConfig", function)


def values(variables):
    return {name: next(iter(v.values())) if isinstance(v, dict) else v for name, v in variables.items()}


def environment(stack, function):
    return stack.properties(function)["Environment"]["Variables"]


def waits_for(stack, resource, other):
    """Whether CloudFormation creates `other` first."""
    before = references(stack, resource) | set(as_list(stack.resources[resource].get("DependsOn", [])))
    return other in before or any(waits_for(stack, name, other) for name in before - {resource})


def references(stack, logical_id):
    """Logical IDs that a resource refers to."""
    text = json.dumps(copy.deepcopy(stack.resources[logical_id]))
    return {name for name in stack.resources if f'"{name}"' in text or f"${{{name}}}" in text or f"${{{name}." in text}


if __name__ == "__main__":
    unittest.main()
