"""Forms of Python programs: what is known of the values that they make."""

from __future__ import annotations

import ast
import importlib
import re
from typing import Any

import pytest

from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.hosts.python.calls import Cell, calls
from ircompile.hosts.python.imports import CONSTANTS
from ircompile.model.model import SHIPPED

OPEN = dict.fromkeys(SHIPPED.request.members, MAYBE)
"""What is known of a request of which nothing is known."""
SENT = "c.create_inference_recommendations_job"


def known(program: str) -> Any:
    """Return what is known of the only job that a program makes."""
    text = program.replace("SENT", SENT)
    (call,) = calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request)
    return call.request.value


def test_constants_are_those_of_the_standard_library() -> None:
    for path, value in CONSTANTS.items():
        module, _, name = path.rpartition(".")
        assert getattr(importlib.import_module(module), name) == value


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("import string\nSENT(A=string.digits)", "0123456789"),
        ("import string as s\ndef f():\n    SENT(A=s.digits[1:3])", "12"),
        ("from string import digits as d\nSENT(A=d)", "0123456789"),
        ("import string\nif x:\n    string = y\nSENT(A=string.digits)", UNKNOWN),
        ("import os\nSENT(A=os.sep)", UNKNOWN),
        ("from copy import deepcopy\na = {'B': [1]}\nb = deepcopy(a)\nb['B'].append(2)\nSENT(A=a)", {"B": [1]}),
        ("import copy\na = {'B': [1]}\nb = copy.copy(a)\nb['B'].append(2)\nSENT(A=a)", {"B": [1, 2]}),
        ("SENT(A=tuple([1]) + (2,))", [1, 2]),
        (
            "n = f'a{x}B'\nSENT(A=[n.lower(), n.casefold(), n.swapcase()])",
            [PartialText(["a", None, "b"]), PartialText(["a", None, "b"]), PartialText(["A", None, "b"])],
        ),
        ("a = []\na.extend(x for x in [1])\nSENT(A=a)", [1]),
        (
            "class C:\n    async def __aexit__(self, *_): ...\nasync def f():\n    a = 1\n    async with C():\n        a = 2\n    SENT(A=a)",
            UNKNOWN,
        ),
        ("r = [1]\ny = x[r]\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nx[r] = 2\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nx[r] += 2\nSENT(A=r)", UNKNOWN),
        ("r = [1]\ndel x[r]\nSENT(A=r)", UNKNOWN),
        ("a, *b, c = 1, 2, 3, 4\nSENT(A=[a, b, c])", [1, [2, 3], 4]),
        ("a, (b, c) = 1, (2, 3)\nSENT(A=[a, b, c])", [1, 2, 3]),
        ("a, *b = x\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("SENT(A=[x + y for x in 'ab' for y in 'cd' if y != 'd'])", ["ac", "bc"]),
        ("SENT(A=[{'Name': k, 'Value': v} for k, v in {'a': ['1']}.items()])", [{"Name": "a", "Value": ["1"]}]),
        ("SENT(A=dict(zip(['a', 'b'], range(2))))", {"a": 0, "b": 1}),
        ("SENT(A=[f'{n}-{x}' for n, x in enumerate('ab')])", ["0-a", "1-b"]),
        ("SENT(A=','.join(str(x) for x in [1, 2]))", "1,2"),
        ("SENT(A=list({'a': 1}.values()))", [1]),
        ("w = 1\n[w := x for x in [2, 3]]\nSENT(A=w)", 3),
        ("a = [1]\nb = [x for x in a if a.append(2) or x]\nSENT(A=a)", UNKNOWN),
        ("a = []\nfor t in ['x', 'y']:\n    a.append({'B': t})\nSENT(A=a)", [{"B": "x"}, {"B": "y"}]),
        ("a = []\nfor t in x:\n    a.append({'B': t})\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nfor t in a:\n    if len(a) < 3:\n        a.append(t)\nSENT(A=a)", UNKNOWN),
        ("a = {}\nfor t in [a, a]:\n    if x:\n        pass\n    t['B'] = 1\nSENT(A=a)", {"B": 1}),
        ("for t in ['x', 'y']:\n    SENT(A=t)", UNKNOWN),
        ("a = 1\nfor t in [2, 3]:\n    if t > 2:\n        break\n    a = t\nSENT(A=a)", UNKNOWN),
        ("SENT(A='ab' * 2 + '-' * 0)", "abab"),
        ("SENT(A=[0] * 2)", [0, 0]),
        ("SENT(A=sorted(['b', 'a']))", ["a", "b"]),
        ("SENT(A=min(3, max([1, 2])))", 2),
        ("SENT(A=sum([1, 2]))", 3),
        ("SENT(A='%(a)s-%(b)03d' % {'a': 'x', 'b': 3})", "x-003"),
        ("SENT(A='{a}-{b}'.format_map({'a': 1, 'b': 2}))", "1-2"),
        ("SENT(A='{}-{a:>3}'.format(*[1], **{'a': 2}))", "1-  2"),
        ("SENT(A='{:>{}}{}'.format('a', 4, 'b'))", PartialText([None])),
        ("SENT(A=(y := 3) + y)", 6),
        ("a = 1\nwith x:\n    a = 2\nSENT(A=a)", 2),
        ("import io\na = 1\nwith io.open(x):\n    a = 2\nSENT(A=a)", 2),
        ("from contextlib import suppress as s\na = 1\nwith s(OSError):\n    a = 2\nSENT(A=a)", UNKNOWN),
        ("import pytest\na = 1\nwith pytest.raises(OSError):\n    a = 2\nSENT(A=a)", UNKNOWN),
        ("a = 1\nwith ExitStack() as s:\n    a = 2\nSENT(A=a)", UNKNOWN),
        ("@manager\ndef f(): ...\na = 1\nwith f():\n    a = 2\nSENT(A=a)", UNKNOWN),
        ("class C:\n    def __exit__(self, *_): ...\na = 1\nwith C():\n    a = 2\nSENT(A=a)", UNKNOWN),
    ],
)
def test_value(program: str, value: object) -> None:
    assert known(program) == {"A": value}


@pytest.mark.parametrize(
    ("program", "value"),
    [
        # the names of a class are seen by its own statements only
        ("a = 0\nclass C:\n    a = 1\n    SENT(A=a)", 1),
        ("a = 0\nclass C:\n    b = a\n    a = 1\n    SENT(A=[a, b])", [1, 0]),
        ("a = 0\nclass C:\n    a = 1\n    SENT(A=[a for _ in [a]])", [0]),
        ("a = 0\nclass C:\n    a = 1\n    SENT(A=[b for b in [a]])", [1]),
        ("a = 0\nclass C:\n    a = 1\n    class D:\n        SENT(A=a)", 0),
        ("a = 0\nclass C:\n    a = 1\n    class D:\n        global a\n        SENT(A=a)", 0),
        ("a = 0\nclass C:\n    a = 1\n    def f(self):\n        SENT(A=a)", 0),
        ("a = 0\nclass C:\n    a = 1\n    f = lambda self: SENT(A=a)", 0),
        ("a = 0\ndef f():\n    a = 1\n    class C:\n        SENT(A=a)", 1),
        ("a = 0\ndef f():\n    a = 1\n    class C:\n        SENT(A=a)\n        a = 2", 0),
        ("def f():\n    class C:\n        len = 5\n        class D:\n            SENT(A=len('ab'))", 2),
        # names of other scopes, which any call may assign
        ("a = b = 1\ndef f():\n    global a\n    a = 2\n    SENT(A=[a, b])", [UNKNOWN, 1]),
        ("a = 1\ndef f():\n    a = 2\n    def g():\n        global a\n        SENT(A=a)", UNKNOWN),
        ("r = {'B': 1}\ndef f():\n    global a\n    a = r\nf()\na['B'] = 2\nSENT(A=r)", UNKNOWN),
        ("r = {'B': 1}\na = r\ndef f():\n    global a\n    a = 2\nSENT(A=r)", UNKNOWN),
        ("a = 1\nclass C:\n    global a\n    a = 2\nSENT(A=a)", UNKNOWN),
        ("def f():\n    a = 1\n    def g():\n        nonlocal a\n        a = 2\n    SENT(A=a)", UNKNOWN),
        ("def f():\n    global len\n    len = g\nSENT(A=len('ab'))", UNKNOWN),
        ("class C:\n    global len\n    len = g\nSENT(A=len('ab'))", UNKNOWN),
        ("global len\nlen = g\nSENT(A=len('ab'))", UNKNOWN),
        ("global a\na = 1\nSENT(A=a)", 1),
        ("a = 1\ndel a\nSENT(A=a)", UNKNOWN),
        # names that an import may have assigned
        ("from x import *\nSENT(A=[len(it) for it in ['ab']])", [UNKNOWN]),
        ("from x import *\nif y:\n    SENT(A=len('ab'))", UNKNOWN),
        ("if y:\n    from x import *\nSENT(A=len('ab'))", UNKNOWN),
        ("def f():\n    SENT(A=len('ab'))\nfrom x import *", UNKNOWN),
        # names that are assigned between the definition of a function and the end
        ("a = 1\ndef f():\n    SENT(A=a)\nif x:\n    a = 2\n    a = 1", UNKNOWN),
        ("a = 1\ndef f():\n    SENT(A=a)\nwhile x:\n    a = 2\n    a = 1", UNKNOWN),
        ("a = 1\ndef f():\n    SENT(A=a)\nwith x:\n    a = 2\n    a = 1", UNKNOWN),
        ("a = 2\na = 1\ndef f():\n    SENT(A=a)", 1),
    ],
)  # fmt: skip
def test_names_of_scopes(program: str, value: object) -> None:
    assert known(program) == {"A": value}


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("class C:\n    X = 'a'\ndef f():\n    SENT(A=C.X)", "a"),
        ("class C:\n    X = {'B': 1}\nC.X['B'] = 2\nSENT(A=C.X)", {"B": 2}),
        ("class C:\n    X = {'B': 1}\nC().X['B'] = 2\nSENT(A=C.X)", UNKNOWN),
        ("class C:\n    X = {'B': 1}\ngetattr(C(), 'X')['B'] = 2\nSENT(A=C.X)", UNKNOWN),
        ("class C:\n    X = 'a'\nC.X = 'b'\nSENT(A=C.X)", "b"),
        ("class C:\n    X = 'a'\ndef g():\n    C.X = 'b'\ng()\nSENT(A=C.X)", UNKNOWN),
        ("class C:\n    X = 'a'\n    def g(self):\n        type(self).X = 'b'\nC().g()\nSENT(A=C.X)", UNKNOWN),
        ("class C:\n    X = 'a'\nchange(C)\nSENT(A=C.X)", UNKNOWN),
        ("class C(B):\n    X = 'a'\nSENT(A=C.X)", UNKNOWN),
        ("@decorated\nclass C:\n    X = 'a'\nSENT(A=C.X)", UNKNOWN),
        ("R = {'B': 1}\nclass C:\n    X = R\nC.X['B'] = 2\nSENT(A=R)", UNKNOWN),
        ("import enum\nclass T(enum.Enum):\n    A = 'Advanced'\nSENT(A=T.A.value)", "Advanced"),
        ("from enum import Enum\nclass T(str, Enum):\n    A = 'a'\n    B = 1\nSENT(A=[T.A.value, T.B.value])", ["a", UNKNOWN]),
        ("from enum import Enum\nclass T(str, Enum):\n    A = 'a'\nSENT(A=T.A)", UNKNOWN),
        ("import boto3\ndef f(self):\n    self.r = {'B': 1}\n    self.c = boto3.client('x')\n    SENT(A=self.r)", {"B": 1}),
        ("def f(self):\n    self.r = 'a'\n    helper()\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self):\n    self.r = 'a'\n    self.helper()\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self, o):\n    self.r = 'a'\n    o.r = 'b'\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self):\n    self.r = 'a'\n    self.r += 'b'\n    SENT(A=self.r)", "ab"),
        ("def f(self):\n    self.r = 'a'\n    if x:\n        self.r = 'b'\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self):\n    self.r = 'a'\n    vars(self)['r'] = 'b'\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self):\n    self.r = 'a'\n    self.__dict__['r'] = 'b'\n    SENT(A=self.r)", UNKNOWN),
        ("def f(self):\n    self.r = 'a'\n    del self.r\n    SENT(A=self.r)", UNKNOWN),
        ("class C:\n    @property\n    def r(self): ...\n    def f(self):\n        self.r = 'a'\n        SENT(A=self.r)", UNKNOWN),
        ("from enum import IntEnum\nclass T(IntEnum):\n    A = 3\nSENT(A=T.A.value)", 3),
        ("import enum\nclass T(enum.StrEnum):\n    A = 'a'\nSENT(A=T.A.value)", "a"),
        ("from enum import Enum\nclass T(int, Enum):\n    A = 3\nSENT(A=T.A.value)", 3),
        ("class C:\n    def __getattribute__(self, *_): ...\nc = C()\nc.r = 'a'\nSENT(A=c.r)", UNKNOWN),
        ("class C:\n    def __setattr__(self, *_): ...\nc = C()\nc.r = 'a'\nSENT(A=c.r)", UNKNOWN),
        ("o = make()\no.r = 'a'\ndef f():\n    SENT(A=o.r)", UNKNOWN),
    ],
)  # fmt: skip
def test_attributes(program: str, value: object) -> None:
    assert known(program) == {"A": value}


@pytest.mark.parametrize(
    ("program", "value"),
    [
        (
            "from sagemaker.inference_recommender import Phase\nSENT(A=Phase(120, 1, spawn_rate=2).to_json)",
            {"DurationInSeconds": 120, "InitialNumberOfUsers": 1, "SpawnRate": 2},
        ),
        (
            "import sagemaker.x.y as z\nSENT(A=z.ModelLatencyThreshold(value_in_milliseconds=9, percentile='P95').to_json)",
            {"Percentile": "P95", "ValueInMilliseconds": 9},
        ),
        ("from sagemaker import CategoricalParameter as C\nSENT(A=C([1, 'b']).values)", ["1", "b"]),
        ("from sagemaker.parameter import *\nSENT(A=CategoricalParameter('b').values)", ["b"]),
        ("SENT(A=Phase(1, 2, 3).to_json['SpawnRate'])", 3),
        ("p = Phase(1, 2, 3)\np.to_json['SpawnRate'] = 4\nSENT(A=p.to_json['SpawnRate'])", 4),
        ("p = Phase(1, 2, 3)\nchange(p)\nSENT(A=p.to_json)", UNKNOWN),
        ("from other import Phase\nSENT(A=Phase(1, 2, 3).to_json)", UNKNOWN),
        ("class Phase: pass\nSENT(A=Phase(1, 2, 3).to_json)", UNKNOWN),
        ("from other import *\nSENT(A=Phase(1, 2, 3).to_json)", UNKNOWN),
        ("SENT(A=Phase(1, 2).to_json)", UNKNOWN),
        ("SENT(A=Phase(1, 2, 3))", UNKNOWN),
    ],
)
def test_classes_of_the_sdk(program: str, value: object) -> None:
    assert known(program) == {"A": value}


@pytest.mark.parametrize(
    ("program", "sent"),
    [
        ("m = SENT\nm(A=1)", {"A": 1}),
        ("m = SENT\ndef f():\n    m(A=1)", {"A": 1}),
        ("getattr(c, 'create_inference_recommendations_job')(A=1)", {"A": 1}),
        ("def f(self):\n    self.go = SENT\n    self.go(A=1)", {"A": 1}),
        ("import functools\np = functools.partial(SENT, A=1)\np(B=2)", {"A": 1, "B": 2}),
        ("from functools import partial\nr = {'A': 1}\np = partial(partial(SENT, **r), B=2)\nr['A'] = 3\np()", {"A": 1, "B": 2}),
        ("r = {'JobName': 'a'}\nretry(SENT, attempts=3, **r)", OPEN | {"JobName": "a"}),
        ("retry(SENT, {'JobName': 'a'})", OPEN | {"JobName": "a"}),
        ("Thread(target=SENT, kwargs={'JobName': 'a', 'Nam': 1})", OPEN | {"JobName": "a", "Nam": 1}),
        *((f"f({name}=SENT, kwargs={{'JobName': 'a'}})", OPEN | {"JobName": "a"}) for name in ("target", "func", "function", "fn", "f")),
        *((f"Thread(target=SENT, {name}={{'JobName': 'a'}})", OPEN | {"JobName": "a"}) for name in ("kwargs", "fkwargs", "keywords")),
        ("import asyncio\nasync def f():\n    await asyncio.to_thread(SENT, JobName='a')", OPEN | {"JobName": "a"}),
    ],
)  # fmt: skip
def test_the_method_as_a_value(program: str, sent: dict[str, object]) -> None:
    assert known(program) == sent


@pytest.mark.parametrize(
    "program",
    [
        "print(SENT)",
        "retry(SENT, attempts=3)",
        "if x:\n    m = SENT\nelse:\n    m = other\nm(A=1)",
        "from x import create_inference_recommendations_job as m\nm(a=1)",
        "getattr(c, name)(A=1)",
    ],
)
def test_other_functions_make_no_jobs(program: str) -> None:
    text = program.replace("SENT", SENT)
    assert calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request) == []


ACTION = "aws-sdk:sagemaker:createInferenceRecommendationsJob"


@pytest.mark.parametrize(
    ("program", "sent"),
    [
        (
            "steps.Task(resource='STATE', parameters={'JobName': 'a', 'RoleArn.$': '$.r', 'InputConfig': {'B.$': '$'}})",
            {"JobName": "a", "RoleArn": UNKNOWN, "InputConfig": {"B": UNKNOWN}},
        ),
        (
            (
                "import json\nd = {'States': {'A': {'Resource': 'STATE.waitForTaskToken', 'Parameters': {}}}}\n"
                "d['States']['A']['Parameters']['JobName'] = 'a'\ns.create_state_machine(definition=json.dumps(d))"
            ),
            {"JobName": "a"},
        ),
        (
            "t = {'Resource': 'STATE', 'Arguments': {'JobName': '{% $n %}', 'Tags': [{'Key': 'a'}]}}\nwrite(t)",
            {"JobName": UNKNOWN, "Tags": [{"Key": "a"}]},
        ),
        (
            (
                "import json\nr = {'JobName': 'a'}\nt = {'Arn': 'SCHEDULE', 'Input': json.dumps(r)}\nr['JobName'] = 'b'\n"
                "s.create_schedule(Target=t)"
            ),
            {"JobName": "a"},
        ),
    ],
)
def test_tasks_of_state_machines_and_schedules(program: str, sent: dict[str, object]) -> None:
    program = program.replace("STATE", f"arn:aws:states:::{ACTION}").replace(
        "SCHEDULE", f"arn:aws:scheduler:::{ACTION}"
    )
    assert known(program) == sent


def test_loops_are_followed_for_250_rounds() -> None:
    for turns, is_known in ((250, True), (251, False)):
        numbers = list(range(turns))
        for program in (
            f"a = []\nfor i in range({turns}):\n    a.append(i)\nSENT(A=a)",
            f"SENT(A=[i for i in range({turns})])",
            f"a = []\nfor i in {numbers}:\n    a.append(i)\nSENT(A=a)",
        ):
            assert (known(program)["A"] == numbers) == is_known, (turns, program[:40])


EXPRESSIONS = """
    'aB'.upper()  'aB'.lower()  'ab c'.title()  'ab c'.capitalize()  'aB'.casefold()  'aB'.swapcase()
    ' a '.strip()  ' a '.lstrip()  ' a '.rstrip()  'aab'.replace('a', 'c', 1)  'ab'.removeprefix('a')  'ab'.removesuffix('b')
    'ab'.startswith('a')  'ab'.endswith('b')  'aba'.find('a', 1)  'aba'.rfind('a')  'aba'.index('b')  'aba'.count('a')
    '1'.isdigit()  'a'.isalpha()  'a1'.isalnum()  'A'.isupper()  'a'.islower()  ' '.isspace()  'a'.isidentifier()  'a'.isascii()
    'a,b'.split(',')  'a,b,c'.rsplit(',', 1)  'a\\nb'.splitlines()  'a.b'.partition('.')  'a.b.c'.rpartition('.')  'a\\tb'.expandtabs(4)
    'a'.zfill(3)  'a'.center(3, '-')  'a'.ljust(3)  'a'.rjust(3)
    dict(a=1)  list('ab')  tuple('ab')  str(1.5)  int('7')  float('1.5')  bool('')  abs(-1)  round(1.6)
    sum([1, 2])  min(2, 1)  max([1, 2])  sorted('ba')  any([0, 1])  all([0, 1])  len('ab')  list(range(3))
    list(x for x in 'ab')  tuple(x for x in 'ab')  dict((x, 1) for x in 'ab')  sorted(x for x in 'ba')
    sum(x for x in (1, 2))  min(x for x in (1, 2))  max(x for x in (1, 2))  '-'.join(x for x in 'ab')
    ['{:>3}'.format(x) for x in 'ab']  '%s-%r-%a' % ('a', 'b', 'c')  '%d|%i|%o|%x|%X|%e|%E|%f|%F|%g|%G' % ((3,) * 11)
"""


@pytest.mark.parametrize("expression", re.split(r"\s{2,}", EXPRESSIONS.strip()))
def test_expressions_have_the_value_that_python_gives_them(expression: str) -> None:
    value = eval(expression)  # noqa: S307  of the list above
    assert known(f"SENT(A={expression})") == {"A": list(value) if isinstance(value, tuple) else value}


@pytest.mark.parametrize(
    ("calls_", "value"),
    [
        (["print", "repr", "type", "isinstance", "id", "display", "pprint", "len", "json.dumps", "logger.debug"], [1]),
        (["logger.info", "log.warning", "log.error", "log.exception", "IPython.display", "pprint.pprint"], [1]),
        (["f", "log.send", "json.loads", "iter", "eval", "exec", "globals", "locals", "vars", "setattr", "delattr"], UNKNOWN),
        (["__import__"], UNKNOWN),
    ],
)  # fmt: skip
def test_what_a_call_may_change(calls_: list[str], value: object) -> None:
    for call in calls_:
        assert known(f"r = [1]\n{call}(r)\nSENT(A=r)") == {"A": value}, call


@pytest.mark.parametrize("call", ["eval", "exec", "globals", "locals", "vars", "setattr", "delattr", "__import__"])
def test_nothing_is_known_where_a_name_may_be_assigned_by_a_text(call: str) -> None:
    assert known(f"a = 1\n{call}(x)\nSENT(A=a)") == {"A": UNKNOWN}
