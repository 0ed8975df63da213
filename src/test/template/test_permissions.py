"""Rules for all roles."""

import itertools
import re
import unittest

from cloudformation import ROOT, TEMPLATE, Stack, load
from values import BOUNDARY, ENDPOINT, EVERYTHING, FORWARDING, KMS_KEY, PARAMETER, POLLED, SCHEDULED, SECRET, SENDING, STREAMING
from values import as_list, invoke_config, schedules, statements_of

CHECKPOINTS = ROOT / "src/main/java/dev/cwforwarder/aws/DynamoCheckpoints.java"


class PermissionTest(unittest.TestCase):
    def setUp(self):
        key = {"ClickStackApiKey": "", "ClickStackApiKeyArn": SECRET, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
        self.stack = Stack(EVERYTHING | key | {"SubscribeAccountPolicy": "on"})
        self.roles = self.stack.of_type("AWS::IAM::Role")

    def test_every_role_is_explicit_and_has_no_managed_policy(self):
        functions = {"SubscriptionRole", "KinesisRole", "ReplayRole", "PollRole", "SubscribeRole", "FingerprintRole"}
        schedules = {"ReplayScheduleRole", "PollScheduleRole", "SubscribeScheduleRole"}

        self.assertEqual(functions | schedules, set(self.roles))
        for role in self.roles:
            self.assertNotIn("ManagedPolicyArns", self.stack.properties(role))

    def test_every_role_has_the_permissions_boundary_if_one_is_set(self):
        for role in self.roles:
            with self.subTest(role=role):
                self.assertEqual(BOUNDARY, self.stack.properties(role)["PermissionsBoundary"])
                self.assertNotIn("PermissionsBoundary", Stack(ENDPOINT | POLLED | STREAMING).properties(role))

    def test_tracing_is_allowed_only_on_request(self):
        untraced = Stack(ENDPOINT | POLLED | STREAMING)
        for function in FORWARDING:
            with self.subTest(function=function):
                role = function.replace("Function", "Role")
                self.assertEqual({"Mode": "Active"}, self.stack.properties(function)["TracingConfig"])
                self.assertIn("SendTraces", statements_of(self.stack, role))
                self.assertEqual({"Mode": "PassThrough"}, untraced.properties(function)["TracingConfig"])
                self.assertNotIn("SendTraces", statements_of(untraced, role))

    def test_no_allowed_action_has_a_wildcard(self):
        for role in self.roles:
            for sid, statement in statements_of(self.stack, role).items():
                with self.subTest(role=role, sid=sid):
                    for action in as_list(statement["Action"]):
                        self.assertRegex(action, r"^[a-z0-9]+:[A-Za-z]+$")

    def test_only_actions_without_resource_support_are_allowed_on_all_resources(self):
        everywhere = {
            sid
            for role in self.roles
            for sid, statement in statements_of(self.stack, role).items()
            if statement["Effect"] == "Allow" and "*" in as_list(statement["Resource"])
        }

        self.assertEqual(
            {"AttachToVpc", "ChangeAccountPolicy", "FindLogGroups", "FindLogGroupsAndPolicies", "ReadAndStopQueries", "SendTraces"},
            everywhere,
        )

    def test_vpc_actions_are_denied_to_the_code(self):
        for function in SENDING:
            role = function.replace("Function", "Role")
            with self.subTest(role=role):
                statements = statements_of(self.stack, role)
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
                statement = statements_of(self.stack, role)["WriteOwnLogs"]
                self.assertEqual(["logs:CreateLogStream", "logs:PutLogEvents"], statement["Action"])
                self.assertEqual(f"{group}.Arn", statement["Resource"])
        self.assertEqual({"WriteOwnLogs"}, set(statements_of(self.stack, "FingerprintRole")))

    def test_undelivered_events_are_written_only_to_the_bucket_of_this_account(self):
        for role in ("SubscriptionRole", "KinesisRole"):
            statements = statements_of(self.stack, role)
            write, see = statements["WriteUndeliveredEvents"], statements["ListFailureBucket"]

            self.assertEqual(("s3:PutObject", "FailureBucket.Arn/*"), (write["Action"], write["Resource"]))
            self.assertEqual(("s3:ListBucket", "FailureBucket.Arn"), (see["Action"], see["Resource"]))
            for statement in (write, see):
                self.assertEqual({"StringEquals": {"s3:ResourceAccount": "123456789012"}}, statement["Condition"])

    def test_the_code_writes_only_the_folders_that_it_fills(self):
        for role in ("SubscriptionRole", "KinesisRole"):
            with self.subTest(role=role):
                deny = statements_of(self.stack, role)["DenyOtherFoldersToCode"]
                folders = {resource.removeprefix("FailureBucket.Arn/") for resource in deny["NotResource"]}
                function = role.replace("Role", "Function")

                self.assertEqual(("Deny", "s3:PutObject"), (deny["Effect"], deny["Action"]))
                self.assertEqual({"check/*", "quarantine/*", "rejected/*", "undecodable/*"}, folders)
                self.assertEqual(
                    f"arn:aws:lambda:us-east-1:123456789012:function:*-{function}-*",
                    deny["Condition"]["ArnLike"]["lambda:SourceFunctionArn"],
                )

    def test_every_function_that_sends_may_write_its_self_check_and_none_may_delete_it(self):
        check = "FailureBucket.Arn/check/*"
        for function in SENDING:
            with self.subTest(function=function):
                statements = statements_of(self.stack, function.replace("Function", "Role")).values()
                allowed = [s for s in statements if s["Effect"] == "Allow"]
                writes = {r for s in allowed if "s3:PutObject" in as_list(s["Action"]) for r in as_list(s["Resource"])}
                deletes = {r for s in allowed if "s3:DeleteObject" in as_list(s["Action"]) for r in as_list(s["Resource"])}
                self.assertTrue(writes & {check, "FailureBucket.Arn/*"})
                self.assertFalse(deletes & {check, "FailureBucket.Arn/*"})

    def test_tags_are_read_only_on_request_and_of_this_account(self):
        policy = load()["Resources"]["LogGroupTagsPolicy"]
        statement = policy["Properties"]["PolicyDocument"]["Statement"][0]

        self.assertEqual("HasLogGroupTags", policy["Condition"])
        self.assertEqual("logs:ListTagsForResource", statement["Action"])
        self.assertIn("${AWS::AccountId}", statement["Resource"]["Fn::Sub"])

    def test_each_schedule_may_invoke_only_its_own_function(self):
        for function in SCHEDULED:
            with self.subTest(function=function):
                (statement,) = statements_of(self.stack, function.replace("Function", "ScheduleRole")).values()
                self.assertEqual("lambda:InvokeFunction", statement["Action"])
                self.assertEqual(f"{function}.Arn", statement["Resource"])

    def test_every_function_that_sends_reads_only_the_one_secret(self):
        stack = Stack(ENDPOINT | POLLED | STREAMING | {"ClickStackApiKeyArn": SECRET + "#field"})
        for function in SENDING:
            with self.subTest(function=function):
                role = stack.properties(function)["Role"].removesuffix(".Arn")
                statements = statements_of(stack, role)
                read = statements["ReadIngestionKey"]

                self.assertEqual(("secretsmanager:GetSecretValue", SECRET), (read["Action"], read["Resource"]))
                self.assertNotIn("DecryptIngestionKey", statements)
        self.assertNotIn("ReadIngestionKey", statements_of(stack, "FingerprintRole"))

    def test_only_the_one_parameter_is_read(self):
        statements = statements_of(Stack(ENDPOINT | {"ClickStackApiKeyArn": PARAMETER}), "SubscriptionRole")
        read = statements["ReadIngestionKey"]

        self.assertEqual(("ssm:GetParameter", PARAMETER), (read["Action"], read["Resource"]))

    def test_a_kms_key_decrypts_only_for_the_service_that_stores_the_secret(self):
        for arn, service in ((SECRET, "secretsmanager.eu-west-1"), (PARAMETER, "ssm.cn-north-1")):
            with self.subTest(arn=arn):
                given = {"ClickStackApiKeyArn": arn, "ClickStackApiKeyKmsKeyArn": KMS_KEY}
                decrypt = statements_of(Stack(ENDPOINT | given), "SubscriptionRole")["DecryptIngestionKey"]

                self.assertEqual(("kms:Decrypt", KMS_KEY), (decrypt["Action"], decrypt["Resource"]))
                self.assertEqual({"StringLike": {"kms:ViaService": service + ".amazonaws.com*"}}, decrypt["Condition"])

    def test_a_kms_key_without_a_secret_grants_nothing(self):
        plain = statements_of(Stack(ENDPOINT | {"ClickStackApiKeyKmsKeyArn": KMS_KEY}), "SubscriptionRole")

        self.assertNotIn("DecryptIngestionKey", plain)

    def test_a_kms_key_decrypts_a_configuration_only_for_the_service_that_stores_it(self):
        stored = (("ssm:/click/poll.yaml", "ssm"), ("s3://bucket-1/poll.yaml", "s3"))
        for (config, service), (role, parameter) in itertools.product(
            stored, (("PollRole", "PollConfig"), ("SubscribeRole", "Subscriptions"))
        ):
            with self.subTest(role=role, config=config):
                given = ENDPOINT | {parameter: config}
                decrypt = statements_of(Stack(given | {"ConfigKmsKeyArn": KMS_KEY}), role)[f"Decrypt{parameter}"]
                self.assertEqual(("kms:Decrypt", KMS_KEY), (decrypt["Action"], decrypt["Resource"]))
                self.assertEqual({"StringLike": {"kms:ViaService": service + ".*.amazonaws.com*"}}, decrypt["Condition"])
                self.assertNotIn(f"Decrypt{parameter}", statements_of(Stack(given), role))

    def test_every_allowed_action_on_the_table_is_one_that_the_code_calls(self):
        calls = set(re.findall(r"\.(\w+Item|scan|query)(?:Paginator)?\(", CHECKPOINTS.read_text()))
        called = {"dynamodb:" + call[0].upper() + call[1:] for call in calls}
        self.assertEqual(called, set(statements_of(self.stack, "PollRole")["ReadAndWriteCheckpoints"]["Action"]))
        subscribe = statements_of(self.stack, "SubscribeRole")
        for sid in ("DelegateToPolling", "FindDelegations"):
            self.assertLessEqual(set(as_list(subscribe[sid]["Action"])), called)

    def test_only_lambda_and_the_scheduler_assume_the_roles(self):
        for role in self.roles:
            service = "scheduler" if role.endswith("ScheduleRole") else "lambda"
            (statement,) = self.stack.properties(role)["AssumeRolePolicyDocument"]["Statement"]
            self.assertEqual({"Service": f"{service}.amazonaws.com"}, statement["Principal"])

    def test_every_statement_has_a_comment(self):
        lines = TEMPLATE.read_text().splitlines()
        statements = [number for number, line in enumerate(lines) if re.match(r" +- Sid: ", line)]

        self.assertEqual(TEMPLATE.read_text().count("Effect: "), len(statements))
        for number in statements:
            with self.subTest(line=number + 1, statement=lines[number].strip()):
                self.assertRegex(lines[number - 1], r"^ +# \S")

    def test_no_partition_is_hard_coded(self):
        self.assertNotRegex(TEMPLATE.read_text(), r"arn:aws\b")


class ScheduleTest(unittest.TestCase):
    def setUp(self):
        self.stack = Stack(ENDPOINT)

    def test_scheduled_functions_are_not_retried_and_have_no_destination(self):
        for name in SCHEDULED:
            with self.subTest(function=name):
                invoke = invoke_config(self.stack, name)
                self.assertEqual((0, 60), (invoke["MaximumRetryAttempts"], invoke["MaximumEventAgeInSeconds"]))
                self.assertFalse(invoke.get("DestinationConfig"))
                (schedule,) = schedules(self.stack, name)
                once = {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}
                self.assertEqual(once, schedule["Target"]["RetryPolicy"])
                self.assertEqual("{}", schedule["Target"]["Input"])


if __name__ == "__main__":
    unittest.main()
