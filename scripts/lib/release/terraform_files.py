"""Writes the files of terraform/ that follow template.yaml: variables.tf, parameters.tf and outputs.tf.

    .venv/bin/python scripts/lib/release/terraform_files.py
"""

import json
import pathlib
import re

from samtranslator.yaml_helper import yaml_parse

ROOT = pathlib.Path(__file__).resolve().parents[3]
HEAD = "# Generated from template.yaml by scripts/lib/release/terraform_files.py.\n"
TYPES = {"Number": "number", "CommaDelimitedList": "list(string)"}


def files(template):
    """The texts by file name, for the text of template.yaml."""
    source = yaml_parse(template)
    parameters, outputs = source["Parameters"], source["Outputs"]
    return {
        "variables.tf": HEAD + "".join(_variable(name, one) for name, one in parameters.items()),
        "parameters.tf": HEAD + _parameters(parameters),
        "outputs.tf": HEAD + "".join(_output(name, one) for name, one in outputs.items()),
    }


def variable(name):
    """The name of the variable for a parameter or an output: clickstack_endpoint for ClickStackEndpoint."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("ClickStack", "Clickstack")).lower()


def _variable(name, parameter):
    sensitive = "  sensitive   = true\n" if parameter.get("NoEcho") else ""
    return f'''
variable "{variable(name)}" {{
  description = {_text(parameter["Description"])}
  type        = {TYPES.get(parameter["Type"], "string")}
  default     = null
{sensitive}}}
'''


def _parameters(parameters):
    visible = {name: one for name, one in parameters.items() if not one.get("NoEcho")}
    width = max(map(len, visible))
    plain = "".join(f"      {name:<{width}} = {_value(name, one)}\n" for name, one in visible.items())
    secret = "".join(
        f"    nonsensitive(var.{variable(name)} == null) ? {{}} : {{ {name} = var.{variable(name)} }},\n"
        for name in parameters
        if name not in visible
    )
    return f"""
locals {{
  # A parameter that is null has the default of the template.
  parameters = merge(
    {{ for name, value in {{
{plain}    }} : name => value if value != null }},
{secret}  )
}}
"""


def _value(name, parameter):
    value = f"var.{variable(name)}"
    if parameter["Type"] == "CommaDelimitedList":
        return f'{value} == null ? null : join(",", {value})'
    return f"{value} == null ? null : tostring({value})" if parameter["Type"] == "Number" else value


def _output(name, output):
    return f'''
output "{variable(name)}" {{
  description = {_text(output["Description"])}
  value       = lookup(aws_cloudformation_stack.this.outputs, {json.dumps(name)}, null)
}}
'''


def _text(text):
    return json.dumps(" ".join(text.split())).replace("${", "$${").replace("%{", "%%{")


if __name__ == "__main__":
    for name, text in files((ROOT / "template.yaml").read_text()).items():
        (ROOT / "terraform" / name).write_text(text)
