"""The caller's AWS login, and what it may do."""

import os

import boto3
from botocore.credentials import JSONFileCache
from botocore.exceptions import BotoCoreError, ClientError

from problem import Problem, say

# Enough to tell a reader's role from one that can deploy.
NEEDED = [
    "cloudformation:CreateChangeSet",
    "cloudformation:ExecuteChangeSet",
    "dynamodb:CreateTable",
    "iam:CreateRole",
    "iam:PassRole",
    "lambda:CreateFunction",
    "lambda:InvokeFunction",
    "lambda:PublishVersion",
    "logs:CreateLogGroup",
    "logs:PutSubscriptionFilter",
    "s3:CreateBucket",
    "scheduler:CreateSchedule",
]

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


class Login:
    """A session with the Region and the credentials of all steps. Prints who it is."""

    def __init__(self, profile, region):
        self.profile = profile
        try:
            self.session = boto3.Session(profile_name=profile, region_name=region)
            self._share_the_cache_of_the_aws_cli()
            if not self.session.region_name:
                raise Problem("no Region: pass --region, or set AWS_REGION or the Region of your profile")
            self.identity = self.session.client("sts").get_caller_identity()
        except (BotoCoreError, ClientError) as e:
            raise Problem(f"no valid AWS credentials: log in (aws sso login, aws login) or pass --profile ({e})") from e
        self.account, self.region = self.identity["Account"], self.session.region_name
        say(f"account {self.account}, Region {self.region}, as {self.identity['Arn']}")

    def _share_the_cache_of_the_aws_cli(self):
        """One MFA code for all programs, as long as its session lasts."""
        resolver = self.session._session.get_component("credential_provider")
        folder = os.path.join(os.path.expanduser("~"), ".aws", "cli", "cache")
        resolver.get_provider("assume-role").cache = JSONFileCache(folder)

    def environment(self):
        """Of the programs that log in themselves: they renew credentials that expire. None removes a variable."""
        variables = {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        if self.profile is None:
            return variables
        # As for the AWS CLI, a profile that is named takes precedence over keys in the environment.
        return variables | dict.fromkeys(KEYS) | {"AWS_PROFILE": self.profile}

    def environment_of_tools(self):
        """Of the Java tools, which cannot ask for an MFA code."""
        if "mfa_serial" not in self.session._session.get_scoped_config():
            return self.environment()
        found = self.session.get_credentials().get_frozen_credentials()
        return self.environment() | dict(zip(KEYS, (found.access_key, found.secret_key, found.token)))

    def missing_rights(self):
        """The actions of NEEDED that IAM would deny; None if the caller may not ask."""
        iam = self.session.client("iam")
        try:
            answer = iam.simulate_principal_policy(PolicySourceArn=self._principal(iam), ActionNames=NEEDED)
        except (BotoCoreError, ClientError):
            return None
        return [one["EvalActionName"] for one in answer["EvaluationResults"] if one["EvalDecision"] != "allowed"]

    def _principal(self, iam):
        arn = self.identity["Arn"]
        if ":assumed-role/" not in arn:
            return arn
        return iam.get_role(RoleName=arn.split("/")[1])["Role"]["Arn"]
