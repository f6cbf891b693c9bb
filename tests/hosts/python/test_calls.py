"""What the reader of Python says is known of a call is what the call sends when the program runs."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_values import agrees
from run_programs import CALL, sent

from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.hosts.python.calls import Cell, calls
from ircompile.model.model import SHIPPED

OPEN = dict.fromkeys(SHIPPED.request.members, MAYBE)
"""What is known of a request of which nothing is known."""
NAMES = ("a", "b", "c", "request", "a", "b", "c", "request", "w")
KEYS = ("JobName", "JobType", "InputConfig")


class Program:
    """Writes random programs that assign and change a few names, and send them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.calls = 0

    def one(self, *ways: Any) -> str:
        way = self.random.choice(ways)
        return way if isinstance(way, str) else way()

    def name(self) -> str:
        return self.random.choice(NAMES)

    def key(self) -> str:
        return self.one(*map(repr, KEYS), *map(repr, KEYS), "str(a)", "ask()")

    def text(self) -> str:
        n = self.name
        return self.one(
            *("'x'", '"Advanced"', "'a_b'", "''", "'{}-{}'.format('p', ask())", "'%s-%s' % (1, 'q')", "'%d' % 7"),
            lambda: f"f'job-{{{n()}}}-{{1:03d}}'",
            lambda: f"'%(JobType)s-%(a)d' % dict({n()}, a=1)",
            lambda: f"'{{}}-{{a}}'.format(*{n()}, a={n()})",
            lambda: f"{self.text()} + {self.text()}",
            lambda: f"{self.text()}.upper()",
            lambda: f"{self.text()}.replace('x', '-')",
            lambda: f"'-'.join([{self.text()}, {self.text()}])",
            lambda: f"str({n()})",
            lambda: f"{self.text()}[0:2]",
        )

    def value(self, depth: int = 0) -> str:
        if depth > 2:
            return self.one("1", "'x'", "ask()", self.name)
        inner: Callable[[], str] = lambda: self.value(depth + 1)  # noqa: E731  a short name for what follows
        return self.one(
            *("1", "2.5", "True", "None", "ask()", "len('abc')", "[1, 2]", "{}", "[]"),
            self.text,
            self.name,
            lambda: f"[{inner()}, {inner()}]",
            lambda: f"({inner()}, {inner()})",
            lambda: f"{{{self.key()}: {inner()}, 'JobName': {inner()}}}",
            lambda: f"dict({self.name()}, JobType={inner()})",
            lambda: f"{{**{self.name()}, 'JobType': {inner()}}}",
            lambda: f"[*{self.name()}, {inner()}]",
            lambda: f"{self.name()}[{self.key()}]",
            lambda: f"{self.name()}[0]",
            lambda: f"{self.name()}.get({self.key()}, {inner()})",
            lambda: f"{self.name()}[ask():]",
            lambda: f"{self.one('min', 'max')}({inner()}, {inner()})",
            lambda: f"{self.name()}.copy()",
            lambda: f"list({self.name()})",
            lambda: f"({inner()} if {inner()} else {inner()})",
            lambda: f"({inner()} or {inner()})",
            lambda: f"({inner()} and {self.name()}.update(JobName={inner()}))",
            lambda: f"({inner()} == {inner()})",
            lambda: f"('JobType' in {self.name()})",
            lambda: f"[{self.one('x', inner)} for x in {inner()}]",
            lambda: f"{{k: {self.one('v', inner)} for k, v in {self.name()}.items()}}",
            lambda: f"[(k, {self.one('v', inner)}) for k, v in enumerate({inner()})]",
            lambda: f"dict(zip({inner()}, {inner()}))",
            lambda: f"[{inner()} for x in {inner()} for y in {self.one('x', self.name)}]",
            lambda: f"[x for x in {inner()} if {self.one('x', inner)}]",
            lambda: f"'-'.join(str(x) for x in {inner()})",
            lambda: f"list({self.name()}.{self.one('items', 'keys', 'values')}())",
            lambda: f"sorted({inner()})",
            lambda: f"copy.{self.one('copy', 'deepcopy')}({inner()})",
            lambda: f"CategoricalParameter({inner()}).values",
            lambda: f"Phase({inner()}, {inner()}, spawn_rate={inner()}).to_json",
            *("string.digits", "o.kept", "o.kept", "Kind.a", "box.kept"),
            lambda: f"{self.name()} | {inner()}",
            lambda: f"{inner()} + {inner()}",
            lambda: f"{self.one('1', '3')} * {self.one('2', inner)}",
            lambda: f"{self.name()}.pop({self.key()}, {inner()})",
            lambda: f"keep({inner()})",
            lambda: f"change({self.name()})",
            lambda: f"(w := {inner()})",
        )

    def send(self) -> str:
        self.calls += 1
        sent = self.one(
            lambda: f"JobName={self.value()}, InputConfig={self.value()}",
            "**request",
            lambda: f"**{self.name()}, JobType={self.text()}",
        )
        return f"{CALL}(Line={self.calls}, {sent})"

    def statement(self, depth: int) -> list[str]:
        n = self.name
        simple = [
            lambda: f"{n()} = {self.value()}",
            lambda: f"{n()} = {self.value()}",
            lambda: f"request = {{'JobName': {self.value()}, 'InputConfig': {self.value()}}}",
            lambda: f"{n()}[{self.key()}] = {self.value()}",
            lambda: f"{n()}.update({self.value()})",
            lambda: f"{n()}.update(JobType={self.value()})",
            lambda: f"{n()}.append({self.value()})",
            lambda: f"{n()}.extend({self.value()})",
            lambda: f"{n()}.setdefault({self.key()}, {self.value()})",
            lambda: f"del {n()}[{self.key()}]",
            lambda: f"{n()} += {self.value()}",
            lambda: f"{n()} |= {self.value()}",
            lambda: f"{n()}, {n()} = {self.value()}, {self.value()}",
            lambda: f"{n()} = {n()}",
            lambda: f"{n()}, *{n()} = {self.value()}",
            lambda: f"{n()} = [w, (w := {self.value()}), w]",
            lambda: f"change({n()})",
            lambda: f"change({self.value()})",
            lambda: f"box.kept = {n()}",
            lambda: f"{n()}['JobName'] += {self.text()}",
            lambda: f"{n()}['JobName'] = " + self.one("'x'", "'y'"),
            lambda: f"{self.one('f0', 'f1', 'f2')} = lambda d={n()}: {self.value()}",
            lambda: f"f0 = [lambda: {self.send()} for {n()} in {self.value()}][0]",
            lambda: f"{self.one('f0', 'f1', 'f2')}()",
            lambda: f"{self.one('o', 'box', 'Kind')}.kept = {self.value()}",
            lambda: f"{self.one('o', 'Kind')}.{self.one('kept', 'a')} += {self.value()}",
            lambda: f"o.kept['JobName'] = {self.text()}",
            lambda: f"{self.one('o.kept', 'Kind.a')}, {n()} = {self.value()}, {self.value()}",
            lambda: f"{n()} = {self.one('o', 'box')}",
            "del o.kept",
            "touch()",
            self.send,
            self.send,
        ]
        if depth > 2 or self.random.random() < 0.75:
            return [self.one(*simple)]
        return self.random.choice(self.compounds)(lambda: self.block(depth + 1))

    @property
    def compounds(self) -> list[Callable[[Callable[[], list[str]]], list[str]]]:
        """The ways to write a compound statement, each called with what writes a block."""
        n = self.name
        pause = ("    pass", "    break", "    continue", "    if ask(): break", "    if ask(): continue")
        return [
            lambda body: [f"if {self.one('ask()', self.value)}:", *body(), "else:", *body()],
            lambda body: [f"if {self.value()}:", *body()],
            lambda body: [f"for x in {self.value()}:", *body(), self.one(*pause), *body()],
            lambda body: [f"for x in {self.value()}:", *body()],
            lambda body: [f"for x in {n()}, {n()}:", *body(), "    x['JobType'] = 'x'"],
            lambda body: [f"for x, y in enumerate({self.value()}):", *body(), self.one("else: touch()", "")],
            lambda body: ["while ask():", *body(), self.one(*pause), *body()],
            self.attempt,
            self.function,
            lambda body: ["with box:", *body()],
            lambda body: ["class Kind:", *body()],
        ]

    def attempt(self, body: Callable[[], list[str]]) -> list[str]:
        leave = self.one("", "", "    if ask(): raise Exception", "    if ask(): break")
        end = ["finally:", *body()] if self.random.random() < 0.3 else []
        return ["try:", *body(), leave, *body(), "except Exception:", *body(), *end]

    def function(self, body: Callable[[], list[str]]) -> list[str]:
        name = f"f{self.random.randrange(3)}"
        header = self.one("", "", "    global a", "    global request")
        end = self.one(
            "",
            "    return",
            "    return a",
            "    return request",
            "    if ask(): return",
            "    if ask(): raise Exception",
        )
        return [f"def {name}():", header, *body(), end, *body(), self.one(f"{name}()", "")]

    def block(self, depth: int) -> list[str]:
        lines = [line for _ in range(self.random.randint(1, 3)) for line in self.statement(depth)]
        return ["    " + line for line in lines if line]

    def write(self) -> str:
        lines = [
            "import copy, string",
            "w = 1",
            "o = box",
            "a = {}",
            "b = []",
            "c = {'JobType': 'Default'}",
            "request = {}",
        ]
        for _ in range(self.random.randint(2, 9)):
            lines += self.statement(0)
            if self.random.random() < 0.3:
                lines.append(self.one("f0()", "f1()", "change(f0())"))
        return "\n".join([*lines, self.send()]) + "\n"


@settings(max_examples=1_500, deadline=None)
@given(st.randoms(use_true_random=True))
def test_what_is_known_is_what_is_sent(random: Random) -> None:
    check(random)


def check(random: Random) -> None:
    program = Program(random).write()
    try:
        tree = ast.parse(program)
    except SyntaxError:
        return
    found = calls([Cell(program, range(len(program) + 1), tree)], SHIPPED.request)
    lines = {call.request.value.get("Line"): call for call in found if isinstance(call.request.value, dict)}
    for _ in range(4):
        for it in sent(program, random):
            call = lines.get(it["line"])
            assert call is not None, program
            known = {key: value for key, value in call.request.value.items() if key != "Line"}
            assert agrees(known, it["request"]), f"{program}\nknown {known}\nreal {it['request']} at {it['line']}"
            if MAYBE not in known.values():
                assert it["request"].keys() <= known.keys(), f"{program}\nknown {known}\nreal {it['request']}"


@pytest.mark.parametrize(
    ("program", "known"),
    [
        ("c.{m}(JobName='a')", {"JobName": "a"}),
        ("n = 'a'\nc.{m}(JobName=n + '-b')", {"JobName": "a-b"}),
        ("n = 'a'\ndef f():\n    c.{m}(JobName=n)", {"JobName": "a"}),
        ("def f(n):\n    c.{m}(JobName=n, JobType='Default')", {"JobName": UNKNOWN, "JobType": "Default"}),
        ("r = dict(JobName='a')\nr['JobType'] = 'Default'\nc.{m}(**r)", {"JobName": "a", "JobType": "Default"}),
        ("r = {{'Tags': []}}\nr['Tags'].append({{'Key': 'a'}})\nc.{m}(**r)", {"Tags": [{"Key": "a"}]}),
        ("r = {{'JobName': 'a'}}\nif x:\n    r['JobType'] = 'b'\nc.{m}(**r)", {"JobName": "a", "JobType": MAYBE}),
        ("c.{m}(Tags=[{{'Key': k}} for k in ('a', 'b')])", {"Tags": [{"Key": "a"}, {"Key": "b"}]}),
        ("n = 2\nc.{m}(JobName=f'a-{{n:02d}}')", {"JobName": "a-02"}),
        ("n = 'a'\nn = 'b'\ndef f():\n    c.{m}(JobName=n)", {"JobName": "b"}),
        ("n = 'a'\ndef f():\n    c.{m}(JobName=n)\nn = 'b'", {"JobName": UNKNOWN}),
        ("def f():\n    c.{m}(JobName=n)\nn = 'b'", {"JobName": "b"}),
        ("r = {{'JobName': 'a'}}\ndef f():\n    c.{m}(**r)\nr['JobName'] = 'b'\nf()\nr['JobName'] = 'a'", OPEN),
        (
            "r = {{'JobName': 'a'}}\ndef f():\n    if x:\n        r['JobName'] = 'b'\n        return\nf()\nc.{m}(**r)",
            OPEN,
        ),
        ("n = 'a'\nfs = [lambda: c.{m}(JobName=n) for n in ('b', 'c')]", {"JobName": UNKNOWN}),
        ("r = {{'JobName': 'a'}}\nf = lambda d=r: d.clear()\nf()\nc.{m}(**r)", OPEN),
        ("r = {{'JobName': 'a'}}\ndef f():\n    return r\nf().clear()\nc.{m}(**r)", OPEN),
        ("r = {{'JobName': 'a'}}\nf = lambda: r\nf().clear()\nc.{m}(**r)", OPEN),
        ("c.{m}(JobName=f'a_{{x}}' + '-' + y, JobType='%s' % x)", {"JobName": PartialText(["a_", None, "-", None]), "JobType": PartialText([None])}),
        ("n = 'a' * 10 ** 9\nc.{m}(JobName=n)", {"JobName": UNKNOWN}),
    ],
)  # fmt: skip
def test_calls(program: str, known: dict[str, Any]) -> None:
    text = textwrap.dedent(program.format(m="create_inference_recommendations_job"))
    (call,) = calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request)
    assert call.request.value == known


@pytest.mark.parametrize(
    ("program", "count"),
    [
        ("s.{m}(role=r, sample_payload_url=u, supported_content_types=t, job_name='a_b')", 0),
        ("s.{m}(role=r, job_name='a_b')", 1),
        ("c.{m}(JobName='a_b', **request)", 1),
        ("class C:\n    def {m}(self, name): ...\nC().{m}(name='a_b')", 0),
        ("class C:\n    def {m}(self, **request): ...\nC().{m}(JobName='a_b')", 1),
    ],
)
def test_other_methods_of_this_name(program: str, count: int) -> None:
    text = program.format(m="create_inference_recommendations_job")
    assert len(calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request)) == count
