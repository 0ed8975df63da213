"""The steps of a removal."""

import tools
from botocore.exceptions import BotoCoreError, ClientError
from login import Login
from plan import Target
from problem import Problem, confirm, say, step
from stack import Stack


def remove(given):
    step("Checking the AWS login")
    login = Login(given.profile, given.region)
    stack = Stack(login, given.stack)
    if stack.status is None:
        raise Problem(f"there is no stack {stack.name} in this account and Region: pass --stack or --region")
    stays = _what_stays(stack, login)
    if given.dry_run:
        step("Dry run: nothing was changed. A removal would remove the subscription filters, then the stack")
        _say_what_stays(stays)
        return 0
    if not confirm(f"Remove the subscription filters, then the stack {stack.name}?", given.yes):
        return 1
    if stack.exists and "SubscriptionAliasArn" in stack.outputs():
        step("Removing the subscription filters")
        with SubscribeFunction(stack, login):
            if tools.subscribe("remove", Target.of(stack), login) != 0:
                raise Problem("some filters could not be removed, so the stack stays; see above", code=1)
            step(f"Deleting the stack {stack.name}")
            stack.delete()
    else:
        step(f"Deleting the stack {stack.name}")
        stack.delete()
    _say_what_stays(stays)
    return 0


class SubscribeFunction:
    """Stops the function of the stack that subscribes: its schedule would create the filters again.

    If the removal ends early, says so, and how the function starts again.
    """

    def __init__(self, stack, login):
        self.name = stack.outputs().get("SubscribeFunctionName")
        self.client = login.session.client("lambda") if self.name else None

    def __enter__(self):
        if self.name:
            self.client.put_function_concurrency(FunctionName=self.name, ReservedConcurrentExecutions=0)

    def __exit__(self, failure, *_):
        if failure and self.name:
            say(f"the subscribe function {self.name} is stopped (reserved concurrency 0), so it creates no filters.")
            say("Run this command again to continue the removal. To keep the stack, start the function again:")
            say(f"aws lambda delete-function-concurrency --function-name {self.name} --region {self.client.meta.region_name}")


def _what_stays(stack, login):
    """What holds data that may exist nowhere else, with the command that deletes it."""
    outputs = stack.outputs()
    bucket, table = outputs.get("FailureBucketName"), outputs.get("CheckpointTableName")
    lines = []
    if bucket:
        lines.append(f"the failure bucket, with {_objects(bucket, login)}: aws s3 rb s3://{bucket} --force")
    if table:
        lines.append(f"the checkpoints of polling: aws dynamodb delete-table --table-name {table}")
    lines.append("the SAM CLI's bucket for packages, which all SAM stacks of the Region share (stack aws-sam-cli-managed-default)")
    return lines


def _objects(bucket, login):
    try:
        found = login.session.client("s3").list_objects_v2(Bucket=bucket, MaxKeys=1000)
    except (BotoCoreError, ClientError) as e:
        return f"objects that cannot be counted ({e})"
    return f"{found['KeyCount']}{' or more' if found['IsTruncated'] else ''} objects"


def _say_what_stays(lines):
    step("What stays, and how to delete it")
    for line in lines:
        say(line)
