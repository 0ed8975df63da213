"""Evaluates template.yaml as CloudFormation does, without AWS: SAM's translator, then the intrinsic functions."""

import copy
import hashlib
import json
import logging
import re
import sys
from functools import cache
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "template.yaml"
NO_VALUE = object()
# SettingsHandlerTest tests that the handler hashes all other properties.
FINGERPRINT = ROOT / "src/main/java/dev/cwforwarder/handler/Fingerprint.java"
NOT_HASHED = set(re.findall(r'"(\w+)"', re.search(r"EXCLUDED = Set\.of\((.*?)\)", FINGERPRINT.read_text(), re.DOTALL)[1]))
logging.getLogger("samtranslator").setLevel(logging.ERROR)  # it warns about metrics that it would publish to AWS
PSEUDO_PARAMETERS = {
    "AWS::AccountId": "123456789012",
    "AWS::NoValue": NO_VALUE,
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/logs/51af3dc0-da77-11e4-872e-1234567db123",
    "AWS::StackName": "logs",
}


def load(text=None):
    """The template as written, with the long forms of intrinsic functions."""
    return copy.deepcopy(_parsed()) if text is None else yaml_parse(text)


@cache
def _parsed():
    return yaml_parse(TEMPLATE.read_text())


@cache
def _translated(values, code):
    return translate(load(), dict(values), code)


def translate(source, values, code):
    for resource in source["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://packages/{code}"
    session = boto3.Session(region_name=PSEUDO_PARAMETERS["AWS::Region"])
    return Translator({}, Parser(), boto_session=session).translate(source, dict(values))


class Stack:
    """The template, translated and evaluated with these parameters. Read-only: stacks share a translation.

    `code` represents the uploaded package. `replaced` lists (logical ID, attribute) pairs with a different value, as
    after the replacement of a resource; "Ref" counts as an attribute.
    """

    def __init__(self, parameters, template=None, code="code-1", replaced=()):
        self.declared = (template or _parsed())["Parameters"]
        self.values = {name: str(p["Default"]) for name, p in self.declared.items() if "Default" in p} | parameters
        if template is None:
            self.template = _translated(tuple(self.values.items()), code)
        else:
            self.template = translate(template, self.values, code)
        self.resources = self.template["Resources"]
        self.replaced = set(replaced)
        self.read = set()

    def of_type(self, resource_type):
        return {name: r for name, r in self.resources.items() if r["Type"] == resource_type}

    def properties(self, logical_id):
        return self.evaluate(self.resources[logical_id].get("Properties", {}))

    def evaluate(self, node):
        if isinstance(node, list):
            return [value for value in map(self.evaluate, node) if value is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (name, argument), *_ = node.items()
            if name == "Ref":
                return self._ref(argument)
            if name == "Condition" and isinstance(argument, str):
                return self.condition(argument)
            if name.startswith("Fn::"):
                return getattr(self, "_" + name[4:].lower())(argument)
        values = {key: self.evaluate(value) for key, value in node.items()}
        return {key: value for key, value in values.items() if value is not NO_VALUE}

    def condition(self, name):
        return self.evaluate(self.template["Conditions"][name])

    def _ref(self, name):
        if name in PSEUDO_PARAMETERS:
            return PSEUDO_PARAMETERS[name]
        if name in self.declared:
            value = self.values[name]
            return value.split(",") if self.declared[name]["Type"] == "CommaDelimitedList" else value
        return self._attribute(name, "Ref")

    def _getatt(self, argument):
        logical_id, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
        if logical_id.endswith("Fingerprint") and attribute == "Value":
            return self.fingerprint(logical_id)
        return self._attribute(logical_id, attribute)

    def _attribute(self, logical_id, attribute):
        if logical_id not in self.resources:
            raise KeyError(f"{logical_id}.{attribute} is neither a parameter nor a resource")
        self.read.add((logical_id, attribute))
        suffix = "-replaced" if (logical_id, attribute) in self.replaced else ""
        return f"{logical_id}.{attribute}{suffix}"

    def _sub(self, argument):
        text, variables = argument if isinstance(argument, list) else (argument, {})

        def value(match):
            name = match.group(1)
            if name in variables:
                return self.evaluate(variables[name])
            return self._getatt(name) if "." in name else self._ref(name)

        return re.sub(r"\$\{([^!}]+)}", value, text)

    def _join(self, argument):
        separator, values = argument
        return separator.join(self.evaluate(values))

    def _select(self, argument):
        index, values = argument
        return self.evaluate(values)[int(index)]

    def _split(self, argument):
        separator, text = argument
        return self.evaluate(text).split(separator)

    def _if(self, argument):
        condition, then, otherwise = argument
        return self.evaluate(then if self.condition(condition) else otherwise)

    def _equals(self, argument):
        left, right = self.evaluate(argument)
        return str(left) == str(right)

    def _not(self, argument):
        return not self.evaluate(argument[0])

    def _and(self, argument):
        return all(self.evaluate(argument))

    def _or(self, argument):
        return any(self.evaluate(argument))

    def fingerprint(self, logical_id):
        """The attribute of the custom resource: changes when one of the properties does that the handler hashes."""
        hashed = {name: value for name, value in self.properties(logical_id).items() if name not in NOT_HASHED}
        return hashlib.sha256(json.dumps(hashed, sort_keys=True).encode()).hexdigest()[:16]


if __name__ == "__main__":
    json.dump(Stack(dict(argument.split("=", 1) for argument in sys.argv[1:])).template, sys.stdout, indent=2)
