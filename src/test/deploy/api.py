"""The HTTP APIs that moto lacks, or lacks in part: CloudFormation, Lambda, the portal of IAM Identity Center, and OTLP."""

import base64
import datetime
import gzip
import http.server
import json
import re
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

from engine import Refused
from functions import _body

ROLE_CREDENTIALS = "/federation/credentials"
FUNCTIONS = "/2015-03-31/functions/"


class Apis:
    """One server for all of them on a loopback port."""

    def __init__(self, engine, functions, fetch, ingestion_key):
        self.engine, self.functions, self.fetch, self.key = engine, functions, fetch, ingestion_key
        self.received, self.logins, self.denied = [], [], set()
        # Error codes by action of CloudFormation, for its next requests; and stack states that are not up to date.
        self.failing, self.stale = {}, {}
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def respond(self, method, path, headers, body):
        """Status, headers and body of the response."""
        if path.startswith("/responses/"):
            self.functions.answers[path.rsplit("/", 1)[1]].put(json.loads(body))
            return 200, {}, b""
        if path.startswith(ROLE_CREDENTIALS):
            return self._portal(headers)
        if path.startswith(FUNCTIONS) or "/2017-10-31/functions/" in path:
            return self._lambda(method, path, body)
        if path == "/v1/logs":
            return self._otlp(headers, body)
        return self._cloudformation(dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)))

    def _portal(self, headers):
        token = headers.get("x-amz-sso_bearer_token")
        self.logins.append(token)
        if token != "sso-token":
            return 401, {}, json.dumps({"message": "Session token not found or invalid"}).encode()
        expiration = int((time.time() + 3600) * 1000)
        found = {"accessKeyId": f"ASIA{len(self.logins)}", "secretAccessKey": "s", "sessionToken": "t", "expiration": expiration}
        return 200, {}, json.dumps({"roleCredentials": found}).encode()

    def _otlp(self, headers, body):
        if headers.get("authorization") != self.key:
            return 401, {}, b""
        if headers.get("Content-Encoding") == "zstd":
            return 415, {}, b""  # the functions then use gzip, which Python can read
        self.received.append(gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body)
        return 200, {"Content-Type": "application/x-protobuf"}, b""

    def arrived(self, text):
        """Whether a request contained the text."""
        return any(text.encode() in body for body in self.received)

    def _lambda(self, method, path, body):
        match = re.match(r"/[0-9-]+/functions/([^/]+)/(\w+)", path)
        arn, what = urllib.parse.unquote(match.group(1)), match.group(2)
        if what == "concurrency":
            self.functions.concurrency[arn] = json.loads(body)["ReservedConcurrentExecutions"]
            return 200, {}, body
        version = self.functions.find(arn)
        if version is None:
            return 404, {"x-amzn-ErrorType": "ResourceNotFoundException"}, b'{"Message":"Function not found"}'
        if what == "configuration":
            return 200, {}, json.dumps(version.configuration()).encode()
        answer, failed, log = self.functions.invoke(arn, body)
        more = {"X-Amz-Log-Result": base64.b64encode(log.encode()).decode(), "X-Amz-Executed-Version": version.number}
        return 200, more | ({"X-Amz-Function-Error": "Unhandled"} if failed else {}), answer

    def _cloudformation(self, query):
        action = query["Action"]
        try:
            if self.failing.get(action):
                raise Refused("not now", self.failing[action].pop())
            result = getattr(self, "_" + re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower())(query)
        except Refused as e:
            error = f"<Error><Type>Sender</Type><Code>{e.code}</Code><Message>{escape(str(e))}</Message></Error>"
            return 400, {}, f"<ErrorResponse>{error}</ErrorResponse>".encode()
        return 200, {"Content-Type": "text/xml"}, f"<{action}Response>{_xml(f'{action}Result', result)}</{action}Response>".encode()

    def _describe_stacks(self, query):
        stack = self.engine.find(query["StackName"])
        declared = stack.template.get("Parameters", {})
        return {"Stacks": [{
            "StackName": stack.name, "StackId": stack.id, "StackStatus": self.stale.pop(stack.id, stack.status), "CreationTime": stack.created,
            "Parameters": [
                {"ParameterKey": name, "ParameterValue": "****" if declared[name].get("NoEcho") else value}
                for name, value in stack.values.items()
            ],
            "Outputs": [{"OutputKey": k, "OutputValue": v, "Description": d} for k, (v, d) in stack.outputs.items()],
            "Tags": stack.tags,
        }]}  # fmt: skip

    def _get_template_summary(self, query):
        declared = self.engine.find(query["StackName"]).template.get("Parameters", {})
        return {"Parameters": [{"ParameterKey": name} for name in declared]}

    def _create_change_set(self, query, name=None):
        template = query.get("TemplateBody") or self.fetch(query["TemplateURL"])
        given = {}
        for one in _members(query, "Parameters"):
            given[one["ParameterKey"]] = None if one.get("UsePreviousValue") == "true" else one.get("ParameterValue", "")
        identifier, stack = self.engine.create_change_set(
            query["StackName"], "eu-central-1", template, given, _members(query, "Tags"), name or query["ChangeSetName"]
        )
        return {"Id": identifier, "StackId": stack.id}

    def _create_stack(self, query):
        """As Terraform deploys: without a change set of its own."""
        created = self._create_change_set(query, "direct")
        if self.engine.change_sets[created["Id"]][-1]:
            raise Refused("No updates are to be performed.")
        self.engine.execute(created["Id"])
        return {"StackId": created["StackId"]}

    _update_stack = _create_stack

    def _get_template(self, query):
        return {"TemplateBody": json.dumps(self.engine.find(query["StackName"]).template)}

    def _describe_change_set(self, query):
        (identifier,) = [one for one in self.engine.change_sets if one == query["ChangeSetName"] or f"/{query['ChangeSetName']}/" in one]
        stack, _, _, _, changes, unchanged = self.engine.change_sets[identifier]
        reason = "The submitted information didn't contain changes. Submit different information to create a change set."
        listed = [{"Type": "Resource", "ResourceChange": {
            "Action": action, "LogicalResourceId": name, "ResourceType": kind, "Replacement": "False"}} for action, name, kind in changes]  # fmt: skip
        return {
            "ChangeSetId": identifier, "StackId": stack.id, "StackName": stack.name, "Changes": listed,
            "Status": "FAILED" if unchanged else "CREATE_COMPLETE", "StatusReason": reason if unchanged else "",
        }  # fmt: skip

    def _execute_change_set(self, query):
        names = [one for one in self.engine.change_sets if one == query["ChangeSetName"] or f"/{query['ChangeSetName']}/" in one]
        self.engine.execute(names[0])
        return {}

    def _describe_stack_events(self, query):
        return {"StackEvents": list(self.engine.find(query["StackName"]).events)}

    def _list_stack_resources(self, query):
        found = self.engine.find(query["StackName"]).resources
        return {"StackResourceSummaries": [
            {"LogicalResourceId": name, "PhysicalResourceId": one.physical_id, "ResourceType": one.kind, "ResourceStatus": "CREATE_COMPLETE"}
            for name, one in found.items()
        ]}  # fmt: skip

    def _simulate_principal_policy(self, query):
        """Of IAM: everything is allowed, except what a test denies."""
        actions = [query[name] for name in query if name.startswith("ActionNames.member.")]
        decisions = {action: "implicitDeny" if action in self.denied else "allowed" for action in actions}
        return {"EvaluationResults": [{"EvalActionName": action, "EvalDecision": decisions[action]} for action in actions]}

    def _delete_stack(self, query):
        stack = self.engine.find(query["StackName"])
        if stack.status == "DELETE_FAILED":
            self.stale[stack.id] = stack.status
        self.engine.delete(stack)
        return {}

    def _handler(apis):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                status, headers, body = apis.respond(self.command, self.path, self.headers, _body(self))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = _answer

            def log_message(self, *_):
                pass

        return Handler


def _members(query, name):
    """The list `name` of a request in the query protocol."""
    found = {}
    for key, value in query.items():
        match = re.fullmatch(rf"{name}\.member\.(\d+)\.(\w+)", key)
        if match:
            found.setdefault(int(match.group(1)), {})[match.group(2)] = value
    return [found[number] for number in sorted(found)]


def _xml(name, value):
    if isinstance(value, dict):
        text = "".join(_xml(key, one) for key, one in value.items())
    elif isinstance(value, list):
        text = "".join(_xml("member", one) for one in value)
    elif isinstance(value, datetime.datetime):
        text = value.isoformat().replace("+00:00", "Z")
    else:
        text = escape(str(value))
    return f"<{name}>{text}</{name}>"
