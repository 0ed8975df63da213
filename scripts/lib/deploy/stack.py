"""A CloudFormation stack: its state, its values, and why a change of it failed."""

import time

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from problem import Problem, say

# A stack in one of these states can only be deleted.
TO_BE_DELETED = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}
# The state of a stack whose first change set was not executed: it has no resources yet.
NOT_CREATED = "REVIEW_IN_PROGRESS"
POLL_SECONDS = 5
# CloudFormation throttles accounts in which many stacks change. With these, a request is repeated for a minute.
RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 8})


class Stack:
    """The stack `name` as CloudFormation described it last; `description` is None if it does not exist."""

    def __init__(self, login, name):
        self.name, self.login = name, login
        self.client = login.session.client("cloudformation", config=RETRIES)
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

    def last_event(self):
        """The id of the newest event; None if the stack does not exist. Clocks of two machines cannot be compared."""
        if self.description is None:
            return None
        return self.client.describe_stack_events(StackName=self.description["StackId"])["StackEvents"][0]["EventId"]

    def failures(self, before):
        """One line for each resource that failed after the event `before`, oldest first, with CloudFormation's reason whole."""
        lines = []
        for event in self._events(before):
            reason = event.get("ResourceStatusReason", "")
            if event["ResourceStatus"].endswith("FAILED") and "cancelled" not in reason:
                lines.append(f"{event['LogicalResourceId']} ({event.get('ResourceType')}): {reason}")
        return lines

    def _events(self, before):
        """The events after the event with the id `before`, oldest first."""
        events = []
        pages = self.client.get_paginator("describe_stack_events").paginate(StackName=self.description["StackId"])
        for event in (event for page in pages for event in page["StackEvents"]):
            if event["EventId"] == before:
                break
            events.append(event)
        return events[::-1]

    def delete(self):
        """Deletes the stack and waits; prints each resource that is gone."""
        before = self.last_event()
        self.client.delete_stack(StackName=self.description["StackId"])
        try:
            self._wait_for_deletion(before)
        except (BotoCoreError, ClientError) as e:
            raise Problem(
                f"CloudFormation deletes the stack {self.name}, but its progress cannot be read: {e}\n"
                "Run this command again to see whether the stack is gone",
                code=1,
            ) from e

    def _wait_for_deletion(self, before):
        seen = set()
        while True:
            events = self._events(before)
            for event in events:
                if event["ResourceStatus"] == "DELETE_COMPLETE" and event["EventId"] not in seen:
                    seen.add(event["EventId"])
                    say(f"deleted {event['LogicalResourceId']}")
            # Of this deletion. The status of the stack may still be that of a deletion before.
            own = [event["ResourceStatus"] for event in events if event.get("PhysicalResourceId") == self.description["StackId"]]
            if "DELETE_COMPLETE" in own:
                return
            if "DELETE_FAILED" in own:
                reasons = "\n".join(self.failures(before))
                raise Problem(f"the stack {self.name} could not be deleted:\n{reasons}", code=1)
            time.sleep(POLL_SECONDS)
