"""A CloudFormation engine for tests: change sets, creation, update, replacement, rollback and deletion of stacks.

Evaluates templates with src/test/template/cloudformation.py; resources.py creates the resources.
"""

import copy
import datetime
import re
import sys
import threading
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "src/test/template"))

import boto3  # noqa: E402
import cloudformation as evaluator  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

ACCOUNT = "123456789012"
DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


class Refused(Exception):
    """CloudFormation refuses the request."""

    def __init__(self, message, code="ValidationError"):
        super().__init__(message)
        self.code = code


class Failed(Exception):
    """A resource cannot be created, updated or deleted; the text is the status reason."""


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Evaluated(evaluator.Stack):
    """A template with parameter values. References to resources are those in `attributes`."""

    def __init__(self, template, values, pseudo, attributes):
        self.declared, self.values, self.pseudo, self.attributes = template.get("Parameters", {}), values, pseudo, attributes
        if "Transform" in template:
            session = boto3.Session(region_name=pseudo["AWS::Region"])
            template = Translator({}, Parser(), boto_session=session).translate(copy.deepcopy(template), dict(values))
        self.template, self.resources = template, template["Resources"]

    def _ref(self, name):
        if name in self.pseudo:
            return self.pseudo[name]
        return super()._ref(name)

    def _getatt(self, argument):
        return self._attribute(*(argument if isinstance(argument, list) else argument.split(".", 1)))

    def _attribute(self, logical_id, attribute):
        if attribute not in self.attributes.get(logical_id, {}):
            raise Failed(f"{logical_id} has no attribute {attribute}")
        return self.attributes[logical_id][attribute]

    def existing(self):
        """Logical ids in an order in which each follows those it refers to."""
        names = {n for n, r in self.resources.items() if "Condition" not in r or self.condition(r["Condition"])}
        order = []

        def visit(name):
            if name in names:
                names.remove(name)
                for other in sorted(self._references(self.resources[name])):
                    visit(other)
                order.append(name)

        for name in sorted(names):
            visit(name)
        return order

    def _references(self, node):
        if isinstance(node, list):
            return set().union(*map(self._references, node))
        if not isinstance(node, dict):
            return set()
        found = set().union(*map(self._references, node.values()))
        for key, value in node.items():
            if key in ("Ref", "DependsOn"):
                found.update([value] if isinstance(value, str) else value)
            elif key == "Fn::GetAtt":
                found.add(value[0] if isinstance(value, list) else value.split(".")[0])
            elif key == "Fn::Sub":
                found.update(re.findall(r"\${(\w+)", value if isinstance(value, str) else value[0]))
        return found


class Resource:
    """A created resource: its type, the properties it has, its physical id and its attributes."""

    def __init__(self, kind, properties, physical_id, attributes, retain):
        self.kind, self.properties, self.retain = kind, properties, retain
        self.physical_id, self.attributes = physical_id, {"Ref": physical_id} | attributes

    @property
    def stays(self):
        """When the resource leaves the stack, or the stack is deleted."""
        return self.retain in ("Retain", "RetainExceptOnCreate")


class Stack:
    def __init__(self, name, region):
        self.name, self.region = name, region
        self.id = f"arn:aws:cloudformation:{region}:{ACCOUNT}:stack/{name}/{uuid.uuid4()}"
        self.status, self.created, self.events = "REVIEW_IN_PROGRESS", now(), []
        self.template, self.values, self.resources, self.outputs, self.tags = {"Resources": {}}, {}, {}, {}, []
        self.evaluated = None

    def event(self, logical_id, kind, status, reason="", physical_id=""):
        self.events.insert(0, {
            "StackId": self.id, "EventId": str(uuid.uuid4()), "StackName": self.name, "LogicalResourceId": logical_id,
            "PhysicalResourceId": physical_id, "ResourceType": kind, "Timestamp": now(), "ResourceStatus": status,
            "ResourceStatusReason": reason,
        })  # fmt: skip

    def enter(self, status, reason=""):
        self.status = status
        self.event(self.name, "AWS::CloudFormation::Stack", status, reason, self.id)


class Engine:
    """All stacks of an account. `models` creates, updates and deletes resources: see resources.py."""

    def __init__(self, models):
        self.models, self.stacks, self.change_sets = models, {}, {}
        # Seconds after which a request is answered although its change continues.
        self.patience = 2

    def find(self, name):
        for stack in reversed(list(self.stacks.values())):
            if name == stack.id or (name == stack.name and stack.status != "DELETE_COMPLETE"):
                return stack
        raise Refused(f"Stack with id {name} does not exist")

    def create_change_set(self, name, region, template, parameters, tags, change_set_name):
        """`parameters` maps names to values; None keeps the previous value."""
        try:
            stack = self.find(name)
        except Refused:
            stack = Stack(name, region)
            self.stacks[stack.id] = stack
            stack.enter("REVIEW_IN_PROGRESS", "User Initiated")
        if stack.status not in DONE + ("REVIEW_IN_PROGRESS",):
            raise Refused(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        template = yaml_parse(template)
        values = self._values(template.get("Parameters", {}), parameters, stack)
        wanted = Evaluated(template, values, self._pseudo(stack), {})
        for rule in template.get("Rules", {}).values():
            for assertion in rule["Assertions"]:
                if not wanted.evaluate(assertion["Assert"]):
                    raise Refused(f"Template error: {assertion['AssertDescription']}")
        unchanged = (template, values) == (stack.template, stack.values)
        identifier = f"arn:aws:cloudformation:{region}:{ACCOUNT}:changeSet/{change_set_name}/{uuid.uuid4()}"
        self.change_sets[identifier] = (stack, template, values, tags, self._changes(stack, wanted), unchanged)
        return identifier, stack

    def _pseudo(self, stack):
        return {
            "AWS::AccountId": ACCOUNT, "AWS::NoValue": evaluator.NO_VALUE, "AWS::Partition": "aws",
            "AWS::Region": stack.region, "AWS::StackId": stack.id, "AWS::StackName": stack.name, "AWS::URLSuffix": "amazonaws.com",
        }  # fmt: skip

    @staticmethod
    def _values(declared, given, stack):
        values = {}
        for name, parameter in declared.items():
            if given.get(name) is not None:
                values[name] = given[name]
            elif name in given:
                values[name] = stack.values[name]
            elif "Default" in parameter:
                values[name] = str(parameter["Default"])
            else:
                raise Refused(f"Parameters: [{name}] must have values")
            items = values[name].split(",") if parameter["Type"] == "CommaDelimitedList" else [values[name]]
            if not all(re.search(parameter.get("AllowedPattern", ""), item) for item in items):
                raise Refused(f"Parameter {name} failed to satisfy constraint: {parameter.get('ConstraintDescription')}")
        return values

    @staticmethod
    def _changes(stack, wanted):
        names = wanted.existing()
        actions = [("Remove" if name not in names else None, name, r.kind) for name, r in stack.resources.items()]
        actions += [("Modify" if name in stack.resources else "Add", name, wanted.resources[name]["Type"]) for name in names]
        return [one for one in actions if one[0]]

    def execute(self, identifier):
        stack, template, values, tags, *_ = self.change_sets[identifier]
        creating = stack.status == "REVIEW_IN_PROGRESS"
        stack.tags = tags
        stack.enter("CREATE_IN_PROGRESS" if creating else "UPDATE_IN_PROGRESS", "User Initiated")
        change = threading.Thread(target=self._change, args=(stack, template, values, creating))
        change.start()
        change.join(self.patience)

    def _change(self, stack, template, values, creating):
        try:
            Change(self.models, stack, creating).run(template, values, self._pseudo(stack))
        except Exception as e:  # noqa: BLE001 - a defect of this engine must not look like a hanging deployment
            stack.enter("CREATE_FAILED" if creating else "UPDATE_FAILED", f"{type(e).__name__}: {e}")
            raise

    def delete(self, stack):
        stack.enter("DELETE_IN_PROGRESS", "User Initiated")
        deletion = threading.Thread(target=self._delete, args=(stack,))
        deletion.start()
        deletion.join(self.patience)

    def _delete(self, stack):
        failed = []
        for name in reversed(list(stack.resources)):
            if not self.models.remove(stack, name, stack.resources[name], stack.resources[name].stays):
                failed.append(name)
            else:
                del stack.resources[name]
        stack.enter("DELETE_FAILED" if failed else "DELETE_COMPLETE", f"not deleted: {failed}" if failed else "")


class Change:
    """One creation or update of a stack, which is undone if a resource fails."""

    def __init__(self, models, stack, creating):
        self.models, self.stack, self.creating = models, stack, creating
        self.before, self.undo, self.replaced = dict(stack.resources), [], []

    def run(self, template, values, pseudo):
        attributes = {name: one.attributes for name, one in self.stack.resources.items()}
        wanted = Evaluated(template, values, pseudo, attributes)
        order = wanted.existing()
        try:
            for name in order:
                attributes[name] = self._apply(wanted, name).attributes
        except Failed:
            self._roll_back()
            return
        self._complete(template, values, wanted, order)

    def _apply(self, wanted, name):
        declared = wanted.resources[name]
        kind, retain = declared["Type"], declared.get("DeletionPolicy", "Delete")
        status = "UPDATE" if name in self.stack.resources else "CREATE"
        current = self.stack.resources.get(name)
        try:
            properties = wanted.evaluate(declared.get("Properties", {}))
            if current and current.properties == properties:
                return current
            self.stack.event(name, kind, status + "_IN_PROGRESS")
            done = self._create_or_update(name, kind, properties, retain, current)
        except Failed as e:
            self.stack.event(name, kind, status + "_FAILED", str(e), current.physical_id if current else "")
            raise
        self.stack.event(name, kind, status + "_COMPLETE", "", done.physical_id)
        return done

    def _create_or_update(self, name, kind, properties, retain, current):
        if current and not self.models.replaces(kind, current.properties, properties):
            attributes = self.models.update(self.stack, name, current, properties)
            self.stack.resources[name] = Resource(kind, properties, current.physical_id, attributes, retain)
            self.undo.append(lambda: self.models.update(self.stack, name, self.stack.resources[name], current.properties))
        else:
            physical_id, attributes = self.models.create(self.stack, name, kind, properties)
            done = Resource(kind, properties, physical_id, attributes, retain)
            self.stack.resources[name] = done
            # A retained resource of a failed creation stays, unless its policy is RetainExceptOnCreate.
            self.undo.append(lambda: self.models.remove(self.stack, name, done, retain == "Retain"))
            if current:
                self.replaced.append((name, current))
        return self.stack.resources[name]

    def _roll_back(self):
        self.stack.enter("ROLLBACK_IN_PROGRESS" if self.creating else "UPDATE_ROLLBACK_IN_PROGRESS", "a resource failed")
        for undo in reversed(self.undo):
            undo()
        self.stack.resources = self.before
        self.stack.enter("ROLLBACK_COMPLETE" if self.creating else "UPDATE_ROLLBACK_COMPLETE")

    def _complete(self, template, values, wanted, order):
        gone = [(name, one) for name, one in self.before.items() if name not in order]
        for name, one in self.replaced + gone[::-1]:
            self.models.remove(self.stack, name, one, one.stays)
        for name, _ in gone:
            del self.stack.resources[name]
        self.stack.template, self.stack.values, self.stack.evaluated = template, values, wanted
        outputs = wanted.template.get("Outputs", {})
        self.stack.outputs = {
            name: (wanted.evaluate(output["Value"]), output.get("Description", ""))
            for name, output in outputs.items()
            if "Condition" not in output or wanted.condition(output["Condition"])
        }
        self.stack.enter("CREATE_COMPLETE" if self.creating else "UPDATE_COMPLETE")
