"""The template of a release: without SAM's transform, with the location of the package as parameters."""

import json
import logging

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

NAME = "clickstack-cloudwatch-forwarder"
BUCKET, KEY = "CodeBucket", "CodeKey"
# The length of the hash in texts; SHA256SUMS has the whole one.
DIGITS = 12
logging.getLogger("samtranslator").setLevel(logging.ERROR)  # it warns about metrics that it would publish to AWS


def package_name(version, digest):
    """The file name of the package, which is also the default of the parameter CodeKey."""
    return f"{NAME}-{version}-{digest[:DIGITS]}.zip"


def released(text, version, digest, region="us-east-1"):
    """The text of the released template, as JSON.

    :param text: template.yaml
    :param digest: SHA-256 of the package, in hexadecimal digits
    """
    source = yaml_parse(text)
    source["Metadata"]["AWS::ServerlessRepo::Application"]["SemanticVersion"] = version
    for resource in source["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            _locate(resource["Properties"], digest[:DIGITS])
    source["Parameters"] |= _parameters(digest[:DIGITS], package_name(version, digest))
    interface = source["Metadata"]["AWS::CloudFormation::Interface"]
    interface["ParameterGroups"].append({"Label": {"default": "Package"}, "Parameters": [BUCKET, KEY]})
    interface["ParameterLabels"] |= {BUCKET: {"default": "Bucket of the package"}, KEY: {"default": "Key of the package"}}
    parameters = source["Parameters"]
    # Without defaults, which the translator would fill in for some references.
    source["Parameters"] = {name: {"Type": parameter["Type"]} for name, parameter in parameters.items()}
    translated = Translator({}, Parser(), boto_session=boto3.Session(region_name=region)).translate(source, {})
    return json.dumps(translated | {"Parameters": parameters}, indent=1) + "\n"


def _locate(function, digits):
    function["CodeUri"] = {"Bucket": {"Ref": BUCKET}, "Key": {"Ref": KEY}}
    if "AutoPublishAlias" in function:
        # A version is published if the text of the function changes. The location, a reference, does not.
        function["Description"]["Fn::Sub"] += f" Package {digits}."


def _parameters(digits, key):
    return {
        BUCKET: {
            "Type": "String",
            "AllowedPattern": "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
            "ConstraintDescription": "the name of a bucket",
            "Description": "The bucket that has the package. It is in the Region of the stack.",
        },
        KEY: {
            "Type": "String",
            "Default": key,
            "AllowedPattern": rf"^\S*{digits}\S*$",
            "ConstraintDescription": f"the key of this release's package, which contains {digits}; an update has to pass it",
            "Description": (
                f"The key of the package in the bucket. It has to contain {digits}, the start of the package's hash:"
                " CloudFormation updates a function only if the key changes, and an update would keep the former key."
            ),
        },
    }
