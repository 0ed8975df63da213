"""Reads settings.yaml, a flat map of template parameters."""

import difflib
import subprocess

import yaml
from samtranslator.yaml_helper import yaml_parse

from problem import Problem


class AsWritten(yaml.SafeLoader):
    """Reads `on` and 0755 as text: a parameter is a string."""

    def construct_mapping(self, node, deep=False):
        names = [key.value for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{name} is set twice", node.start_mark)
        return super().construct_mapping(node, deep)


AsWritten.yaml_implicit_resolvers = {}


def declared(template):
    """The parameters of the template, by name."""
    return yaml_parse(template.read_text())["Parameters"]


def read(path, parameters):
    """The parameters in the file `path`, as text."""
    try:
        values = yaml.load(path.read_text(), AsWritten)
    except OSError as e:
        raise Problem(f"cannot read {path}: {e.strerror}") from e
    except yaml.MarkedYAMLError as e:
        # Without the text at the place, which may be a secret.
        raise Problem(f"{path} is not YAML: {e.problem} (line {e.problem_mark.line + 1})") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise Problem(f"{path} is not YAML in UTF-8") from None
    if values in (None, ""):
        return {}
    if not isinstance(values, dict):
        raise Problem(f"{path}: expected a map of parameters, such as ServiceName: shop")
    problems = [problem for name, value in values.items() for problem in _problems(str(name), value, parameters)]
    if problems:
        raise Problem("\n".join(f"{path}: {problem}" for problem in problems))
    _not_tracked(path, [name for name in values if parameters[name].get("NoEcho")])
    return values


def _problems(name, value, parameters):
    if name not in parameters:
        close = difflib.get_close_matches(name, parameters, 1)
        yield f"{name}: no such parameter" + (f"; did you mean {close[0]}?" if close else " (docs/settings.md lists them)")
    elif not isinstance(value, str):
        yield f"{name}: expected text, found a {'map' if isinstance(value, dict) else 'list'}; write it as a text block ({name}: |)"


def _not_tracked(path, secrets):
    """A secret in a file that git tracks would be published with it."""
    if not secrets:
        return
    git = ["git", "-C", str(path.resolve().parent), "ls-files", "--error-unmatch", "--", path.name]
    try:
        tracked = subprocess.run(git, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        tracked = False
    if tracked:
        raise Problem(f"{path} is tracked by git and contains {', '.join(secrets)}: remove it from git, and replace the secret")


def shown(value, parameter):
    """The value for a message: hidden if it is secret, and on one short line."""
    if parameter.get("NoEcho"):
        return "(hidden)"
    line = " ".join(value.split())
    return line if len(line) <= 60 else line[:57] + "..."
