"""The resource types of the template: log groups, buckets and tables in moto, functions in functions.py, the rest as names."""

import json
import secrets
import string
import uuid

from botocore.exceptions import ClientError
from engine import ACCOUNT, Failed

# The property that names a resource, by type. Another resource of the Region may not have the name.
NAMES = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::Scheduler::Schedule": "Name",
}
# Types of which every change makes a new resource.
REPLACED = {"AWS::Lambda::Version", "AWS::Lambda::Permission"}
ARNS = {
    "AWS::CloudWatch::Alarm": "arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:{region}:{account}:table/{name}",
    "AWS::Events::Rule": "arn:aws:events:{region}:{account}:rule/{name}",
    "AWS::IAM::ManagedPolicy": "arn:aws:iam::{account}:policy/{name}",
    "AWS::IAM::Role": "arn:aws:iam::{account}:role/{name}",
    "AWS::Lambda::Function": "arn:aws:lambda:{region}:{account}:function:{name}",
    "AWS::Logs::LogGroup": "arn:aws:logs:{region}:{account}:log-group:{name}:*",
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::Scheduler::Schedule": "arn:aws:scheduler:{region}:{account}:schedule/default/{name}",
}
# Types that only have to exist.
RECORDED = set(ARNS) | {
    "AWS::IAM::Policy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
}


class Models:
    """Creates, updates and deletes resources; a failure is a Failed with the status reason."""

    def __init__(self, client, functions):
        self.client, self.functions, self.taken = client, functions, {}

    def replaces(self, kind, before, after):
        name = NAMES.get(kind)
        return kind in REPLACED or (name is not None and before.get(name) != after.get(name))

    def create(self, stack, logical_id, kind, properties):
        if kind.startswith("Custom::"):
            return self._custom(stack, logical_id, kind, "Create", properties, None)
        if kind in ("AWS::Lambda::Version", "AWS::Lambda::Alias"):
            return self._published(kind, properties)
        if kind not in RECORDED:
            raise Failed(f"resources.py has no model of {kind}")
        name = properties.get(NAMES.get(kind), self._generated(stack, logical_id, kind))
        if (kind, name) in self.taken:
            raise Failed(f"{name} already exists in stack {self.taken[kind, name]} (ConflictException)")
        self._make(stack, kind, name, properties)
        self.taken[kind, name] = stack.id
        return name, self._attributes(stack, kind, name)

    @staticmethod
    def _generated(stack, logical_id, kind):
        suffix = "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(12))
        name = f"{stack.name}-{logical_id}-{suffix}"
        return name.lower()[-63:].lstrip("-") if kind == "AWS::S3::Bucket" else name

    @staticmethod
    def _attributes(stack, kind, name):
        arn = ARNS.get(kind, "").format(region=stack.region, account=ACCOUNT, name=name)
        return {"Arn": arn, "RoleId": name, "DomainName": f"{name}.s3.amazonaws.com"}

    def _make(self, stack, kind, name, properties):
        try:
            if kind == "AWS::Logs::LogGroup":
                self.client("logs").create_log_group(logGroupName=name)
            elif kind == "AWS::S3::Bucket":
                self.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": stack.region})
            elif kind == "AWS::DynamoDB::Table":
                known = ("AttributeDefinitions", "KeySchema", "BillingMode")
                self.client("dynamodb").create_table(TableName=name, **{key: properties[key] for key in known})
            elif kind == "AWS::Lambda::Function":
                self.functions.create(self._attributes(stack, kind, name)["Arn"], properties)
        except ClientError as e:
            raise Failed(str(e)) from e

    def _published(self, kind, properties):
        function = properties["FunctionName"]
        if kind == "AWS::Lambda::Version":
            arn = self.functions.publish(function)
            return arn, {"Version": arn.rsplit(":", 1)[1], "FunctionArn": arn}
        arn = self.functions.point(function, properties["Name"], properties["FunctionVersion"])
        return arn, {"AliasArn": arn}

    def update(self, stack, logical_id, current, properties):
        if current.kind.startswith("Custom::"):
            return self._custom(stack, logical_id, current.kind, "Update", properties, current)[1]
        if current.kind == "AWS::Lambda::Alias":
            self._published(current.kind, properties)
        elif current.kind == "AWS::Lambda::Function":
            self.functions.update(current.attributes["Arn"], properties)
        return {name: value for name, value in current.attributes.items() if name != "Ref"}

    def remove(self, stack, logical_id, resource, retain):
        """Returns whether the resource is gone or retained."""
        kind, name = resource.kind, resource.physical_id
        if retain:
            stack.event(logical_id, kind, "DELETE_SKIPPED", "", name)
            return True
        stack.event(logical_id, kind, "DELETE_IN_PROGRESS", "", name)
        try:
            self._unmake(stack, logical_id, resource)
        except (ClientError, Failed) as e:
            stack.event(logical_id, kind, "DELETE_FAILED", str(e), name)
            return False
        self.taken.pop((kind, name), None)
        stack.event(logical_id, kind, "DELETE_COMPLETE", "", name)
        return True

    def _unmake(self, stack, logical_id, resource):
        kind, name = resource.kind, resource.physical_id
        if kind == "AWS::Logs::LogGroup":
            self.client("logs").delete_log_group(logGroupName=name)
        elif kind == "AWS::S3::Bucket":
            self.client("s3").delete_bucket(Bucket=name)
        elif kind == "AWS::DynamoDB::Table":
            if resource.properties.get("DeletionProtectionEnabled"):
                raise Failed(f"Resource cannot be deleted as it is currently protected against deletion: {name}")
            self.client("dynamodb").delete_table(TableName=name)
        elif kind == "AWS::Lambda::Function":
            self.functions.delete(resource.attributes["Arn"])
        elif kind == "AWS::Lambda::Version":
            self.functions.delete_version(name)
        elif kind.startswith("Custom::"):
            self._custom(stack, logical_id, kind, "Delete", resource.properties, resource)

    def _custom(self, stack, logical_id, kind, request, properties, current):
        token = properties["ServiceToken"]
        event = {
            "RequestType": request, "ResponseURL": self.functions.response_url(str(uuid.uuid4())), "StackId": stack.id,
            "RequestId": str(uuid.uuid4()), "ResourceType": kind, "LogicalResourceId": logical_id,
            "ServiceToken": token, "ResourceProperties": _texts(properties),
        }  # fmt: skip
        if current:
            event |= {"PhysicalResourceId": current.physical_id, "OldResourceProperties": _texts(current.properties)}
        answer = self.functions.answer_of_custom_resource(token, event)
        if answer["Status"] != "SUCCESS":
            raise Failed(f"Received response status [{answer['Status']}] from custom resource. Message returned: {answer.get('Reason')}")
        return answer["PhysicalResourceId"], answer.get("Data", {})


def _texts(value):
    """CloudFormation passes every scalar of a custom resource as text."""
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value if isinstance(value, str) else json.dumps(value)
