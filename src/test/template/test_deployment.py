"""Outputs, samconfig.toml, and the metadata of the Serverless Application Repository."""

import re
import tomllib
import unittest

from cloudformation import ROOT, Stack, load
from values import ENDPOINT, EVERYTHING, alias_of


class OutputTest(unittest.TestCase):
    def test_outputs_name_the_destination_and_the_log_group(self):
        stack = Stack(ENDPOINT)
        outputs = {name: stack.evaluate(output["Value"]) for name, output in stack.template["Outputs"].items()}
        alias = alias_of(stack, "SubscriptionFunction")

        self.assertEqual(f"{alias}.Ref", outputs["SubscriptionAliasArn"])
        self.assertEqual("SubscriptionFunction.Ref", outputs["SubscriptionFunctionName"])
        self.assertEqual("SubscriptionLogGroup.Ref", outputs["SubscriptionLogGroupName"])
        self.assertEqual("FailureBucket.Ref", outputs["FailureBucketName"])

    def test_no_output_is_a_text_that_the_table_of_sam_would_break(self):
        # SAM wraps the column Value, within words.
        stack = Stack(EVERYTHING)
        for name, output in stack.template["Outputs"].items():
            with self.subTest(output=name):
                self.assertNotRegex(stack.evaluate(output["Value"]), r"\s")


class PublishingTest(unittest.TestCase):
    def test_the_application_repository_accepts_the_metadata(self):
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

    def test_deploys_after_confirmation_and_sets_no_region(self):
        deploy = self.config["default"]["deploy"]["parameters"]

        self.assertEqual(0.1, self.config["version"])
        self.assertEqual("CAPABILITY_IAM", deploy["capabilities"])
        self.assertIs(True, deploy["confirm_changeset"])
        self.assertIs(True, deploy["resolve_s3"])
        self.assertNotIn("region", str(self.config))

    def test_every_resource_has_a_cost_allocation_tag(self):
        self.assertEqual(
            "application=clickstack-cloudwatch-forwarder", self.config["default"]["deploy"]["parameters"]["tags"]
        )

    def test_an_endpoint_and_a_key_suffice_for_a_deployment(self):
        given = ENDPOINT | {"ClickStackApiKey": "a-key"}

        self.assertTrue(all("Default" in parameter for parameter in load()["Parameters"].values()))
        for rule in load()["Rules"].values():
            for assertion in rule["Assertions"]:
                self.assertTrue(Stack(given).evaluate(assertion["Assert"]))

    def test_contains_no_parameter_values(self):
        self.assertNotIn("parameter_overrides", str(self.config))


if __name__ == "__main__":
    unittest.main()
