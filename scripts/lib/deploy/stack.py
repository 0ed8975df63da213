"""A CloudFormation stack: its state, its values, and why a change of it failed."""

import datetime
import time

from botocore.exceptions import BotoCoreError, ClientError

from problem import Problem, say

# A stack in one of these states can only be deleted.
TO_BE_DELETED = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}
# The state of a stack whose first change set was not executed: it has no resources yet.
NOT_CREATED = "REVIEW_IN_PROGRESS"
POLL_SECONDS = 5


class Stack:
    """The stack `name` as CloudFormation described it last; `description` is None if it does not exist."""

    def __init__(self, login, name):
        self.name, self.login = name, login
        self.client = login.session.client("cloudformation")
        self.refresh()

    def refresh(self):
        try:
            self.description = self.client.describe_stacks(StackName=self.name)["Stacks"][0]
        except ClientError as e:
            if "does not exist" not in str(e):
                raise Problem(f"the stack {self.name} cannot be read: {e}") from e
            self.description = None
        except BotoCoreError as e:
            raise Problem(f"the stack {self.name} cannot be read: {e}") from e

    @property
    def status(self):
        return self.description["StackStatus"] if self.description else None

    @property
    def exists(self):
        return self.status not in {None, NOT_CREATED} | TO_BE_DELETED

    def check_can_be_changed(self):
        if self.exists and self.status.endswith("_IN_PROGRESS"):
            raise Problem(f"the stack {self.name} is in the state {self.status}: wait until its last change is complete")
        if self.status == "UPDATE_ROLLBACK_FAILED":
            raise Problem(
                f"the stack {self.name} is in the state {self.status}: run aws cloudformation"
                f" continue-update-rollback --stack-name {self.name}, then this command again"
            )

    def parameters(self):
        """The current values. CloudFormation returns those of secrets as asterisks."""
        found = self.description.get("Parameters", []) if self.exists else []
        return {one["ParameterKey"]: one["ParameterValue"] for one in found}

    def outputs(self):
        return {one["OutputKey"]: one["OutputValue"] for one in self.description.get("Outputs", [])}

    def resources(self, resource_type=None):
        """Physical ids by logical id."""
        pages = self.client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        found = [one for page in pages for one in page["StackResourceSummaries"]]
        return {
            one["LogicalResourceId"]: one.get("PhysicalResourceId", "")
            for one in found
            if resource_type in (None, one["ResourceType"])
        }

    def failures(self, since):
        """One line for each resource that failed since then, oldest first, with CloudFormation's reason whole."""
        lines = []
        for page in self.client.get_paginator("describe_stack_events").paginate(StackName=self.name):
            for event in page["StackEvents"]:
                if event["Timestamp"] < since:
                    return lines[::-1]
                reason = event.get("ResourceStatusReason", "")
                if event["ResourceStatus"].endswith("FAILED") and "cancelled" not in reason:
                    lines.append(f"{event['LogicalResourceId']} ({event.get('ResourceType')}): {reason}")
        return lines[::-1]

    def delete(self):
        """Deletes the stack and waits; prints each resource that is gone."""
        identifier, since, seen = self.description["StackId"], now(), set()
        self.client.delete_stack(StackName=self.name)
        while True:
            status = self.client.describe_stacks(StackName=identifier)["Stacks"][0]["StackStatus"]
            self._progress(identifier, since, seen)
            if status == "DELETE_COMPLETE":
                return
            if status == "DELETE_FAILED":
                reasons = "\n".join(self.failures(since))
                raise Problem(f"the stack {self.name} could not be deleted:\n{reasons}", code=1)
            time.sleep(POLL_SECONDS)

    def _progress(self, identifier, since, seen):
        for event in reversed(self.client.describe_stack_events(StackName=identifier)["StackEvents"]):
            gone = event["ResourceStatus"] == "DELETE_COMPLETE" and event["Timestamp"] >= since
            if gone and event["EventId"] not in seen:
                seen.add(event["EventId"])
                say(f"deleted {event['LogicalResourceId']}")


def now():
    return datetime.datetime.now(datetime.timezone.utc)
