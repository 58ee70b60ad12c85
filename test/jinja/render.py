"""Renders templates with Python's jinja2, in the environment that transformers gives to chat templates.

Needed at development time only: `pip install jinja2==3.1.6`, then `node test/jinja/write-expected.ts`. It reads one JSON object a line,
{"template": text, "variables": JSON text}, and writes one a line: {"text": …} or {"error": …}.
"""

import json
import sys

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(Extension):
    """The tag that transformers adds: what is in it is rendered as the body of a call."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_render"), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


class Namespace(jinja2.utils.Namespace):
    """As in transformers, no attribute begins with an underscore."""

    def __init__(*args, **kwargs):
        self, args = args[0], args[1:]
        values = dict(*args, **kwargs)
        for name in values:
            check(name)
        jinja2.utils.Namespace.__init__(self, values)

    def __setitem__(self, name, value):
        check(name)
        jinja2.utils.Namespace.__setitem__(self, name, value)


def check(name):
    if isinstance(name, str) and name.startswith("_"):
        raise jinja2.exceptions.SecurityError(name)


def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def strftime_now(format):
    from datetime import datetime

    return datetime(2026, 11, 29, 14, 5, 9).strftime(format)


class Dict:
    def __call__(self, *args, **kwargs):
        return dict(*args, **kwargs)


environment = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"]
)
environment.filters["tojson"] = to_json
environment.globals.update(
    raise_exception=raise_exception, strftime_now=strftime_now, dict=Dict(), namespace=Namespace
)

compiled = {}

for line in sys.stdin:
    case = json.loads(line)
    source = case["template"]
    try:
        if source not in compiled:
            compiled[source] = environment.from_string(source)
        text = compiled[source].render(**json.loads(case["variables"]))
        print(json.dumps({"text": text}), flush=False)
    except Exception as error:  # whatever Python refuses
        print(json.dumps({"error": f"{type(error).__name__}: {error}"[:200]}))
