"""Hands parameters to other programs in files that only this user can read, and that exist as long as the program."""

import json
import os
import re
import tempfile


class PrivateFolder:
    """A folder of mode 0700, with files of mode 0600. Removed at the end, also by a signal (see __main__)."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="deploy-")
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def write(self, name, text):
        path = os.path.join(self._folder.name, name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        return path


def for_sam(values):
    """The text of a file for `sam deploy --parameter-overrides file://….yaml`: JSON, which is YAML.

    SAM removes quotes around each value, and a backslash before a blank or a quote; from a file it does so twice. These
    are added here, so that CloudFormation receives the value.
    """
    return json.dumps({name: _quoted(_quoted(value)) for name, value in values.items()})


def _quoted(value):
    return '"' + re.sub(r"\\(?=[ \"'])", r"\\\\", value) + '"'
