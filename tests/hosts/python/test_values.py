"""What is known of the values that a program makes: as much as can be, and nothing that is not so when it runs."""

from __future__ import annotations

import ast
from random import Random
from typing import Any

import pytest
from known_values import agrees
from run_programs import CALL, sent

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.hosts.python import program as reader
from ircompile.hosts.python.calls import Cell, calls
from ircompile.model.model import SHIPPED


def check(program: str, value: Any) -> None:
    """Compare what is known of the argument `A` of `SENT` with a value, and with what is sent; `x` may be anything."""
    text = program.replace("SENT", CALL)
    (call,) = calls([Cell(text, range(len(text) + 1), ast.parse(text))], SHIPPED.request)
    assert repr(call.request.value) == repr({"A": value})
    for seed in range(9):
        for it in sent(f"x = ask()\n{text}", Random(seed)):  # noqa: S311  no secret
            assert agrees({"A": value}, it["request"])


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("d = {'a': 1}\nd.clear()\nd['b'] = 2\nSENT(A=d)", {"b": 2}),
        ("d = {'a': 1, 'b': 2}\nassert d.pop('a') == 1\nSENT(A=d)", {"b": 2}),
        ("SENT(A={'a': 1}.get(x))", UNKNOWN),
        ("d = {}\nif x:\n    d['a'] = 1\nSENT(A=[d.get('a', 2), d.get('b', 3)])", [UNKNOWN, 3]),
        ("d = dict(x)\nSENT(A=d.get('a', 2))", UNKNOWN),
        ("d = {}\nSENT(A=[d.setdefault('a', 1), d.setdefault('a', 2), d.setdefault('b')])", [1, 1, None]),
        ("d = {'a': 1}\nd.setdefault(x, 2)\nSENT(A=d['a'])", UNKNOWN),
        ("d = {'a': 1}\nif x:\n    d['b'] = 1\nSENT(A=[d.setdefault('b', 2), d.get('a')])", [UNKNOWN, UNKNOWN]),
        ("d = {'a': 1}\nSENT(A=[d.pop('a'), d.pop('a', 2), len(d)])", [1, 2, 0]),
        ("d = {'a': 1}\nd.update({'b': 2}, c=3)\nd.update([('a', 4)])\nSENT(A=d)", {"a": 4, "b": 2, "c": 3}),
        ("d = {'a': 1}\nl = [1]\nd.update(x, b=l)\nSENT(A=d.get('a'))", UNKNOWN),
        ("d = {'a': 1}\nd[x] = 2\nSENT(A=d['a'])", UNKNOWN),
        ("d = {'a': 1}\ndel d[x]\nSENT(A=d['a'])", UNKNOWN),
        ("d = dict(x)\ndel d['a']\nSENT(A=d.get('b'))", UNKNOWN),
        ("d = {'a': 1}\nv = d.keys()\nSENT(A=v)", UNKNOWN),
        ("d = {'a': 1}\nSENT(A=d | {'b': 2})", {"a": 1, "b": 2}),
        ("SENT(A=[dict([['a', 1]]), dict([[x, 1]]).get('a'), dict(((1, 2),)).get(1)])", [{"a": 1}, UNKNOWN, 2]),
        ("SENT(A=['a' in {'a': 1}, 'b' not in {'a': 1}, 'a' in dict(x), x in {'a': 1}])", [True, True, UNKNOWN, UNKNOWN]),
        ("d = {}\nif x:\n    d['a'] = 1\nSENT(A=['a' in d, 'b' in d])", [UNKNOWN, False]),
        ("SENT(A=[k for k in {'a': 1, 'b': 2}.keys()])", ["a", "b"]),
        ("SENT(A={1: 2, None: 3, 'a': {True: 4}})", {"1": 2, "None": 3, "a": {"True": 4}}),
        ("d = {'a': 1}\nd.unknown(x)\nSENT(A=d.get('a'))", UNKNOWN),
        ("l = [1]\nd = {'a': l}\nd.unknown(x)\nSENT(A=l)", UNKNOWN),
    ],
)  # fmt: skip
def test_dictionaries(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("a = [1]\na.clear()\na.append(2)\nSENT(A=a)", [2]),
        ("a = [1, 2]\nb = [3]\na[1:] += b\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1, 2]\ndel a[1:]\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = a.copy()\nb.append(2)\nSENT(A=[a, b])", [[1], [1, 2]]),
        ("a = [1]\na.extend(x)\nSENT(A=a)", UNKNOWN),
        ("a = list(x)\nb = [1]\na.append(b)\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1]\nb = [2]\na.insert(x, b)\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1, 2]\na.insert(1, 3)\na.reverse()\nSENT(A=[a, a.pop(0), a.pop()])", [[3], 2, 1]),
        ("a = [1, 2]\na.pop(x)\nSENT(A=a)", UNKNOWN),
        ("a = [1, 2]\ndel a[x]\nSENT(A=a)", UNKNOWN),
        ("a = [1, 2]\ndel a[-1]\nSENT(A=a)", [1]),
        ("a = [1, 2]\nb = [3]\na[x] = b\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1, 2]\na[-1] = 3\nSENT(A=a)", [1, 3]),
        ("a = [1, 2]\nb = [3]\na[0:1] = [b]\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1]\na[x] += 1\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = [2]\na -= b\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1]\na += x\nSENT(A=a)", UNKNOWN),
        ("SENT(A=[tuple([1]), tuple(), tuple(x), list(), list('ab'), list(x)])", [[1], [], UNKNOWN, [], ["a", "b"], UNKNOWN]),
        ("SENT(A=[1 in [1, 2], 3 not in (1, 2), 1 in [x], x in [1], 'b' in 'abc', 1 in (1,)])", [True, True, UNKNOWN, UNKNOWN, True, True]),
        ("SENT(A=[[1, 2][x], [1][5:], x[1:2], [1, 2, 3][::-1], [1, 2][x:], (1, 2)[-1]])", [UNKNOWN, [], UNKNOWN, [3, 2, 1], UNKNOWN, 2]),
        ("SENT(A=[[1] * 2, 2 * (1,), [1] * x, [1] + [2], (1,) + (2,), [1] + x])", [[1, 1], [1, 1], UNKNOWN, [1, 2], [1, 2], UNKNOWN]),
        ("b = [1]\nc = [*x, b]\nSENT(A=[b, c])", [UNKNOWN, UNKNOWN]),
        ("b = [1]\nc = [b, *x]\nSENT(A=[b, c])", [UNKNOWN, UNKNOWN]),
        ("SENT(A=[list(zip([1], x)), list(zip('ab', [1, 2])), list(enumerate(x)), list(reversed(x)), list(reversed('ab'))])", [UNKNOWN, [["a", 1], ["b", 2]], UNKNOWN, UNKNOWN, ["b", "a"]]),
        ("SENT(A=[list(range(3)), list(range(0, 6, 2)), list(range(x)), len(list(range(251)))])", [[0, 1, 2], [0, 2, 4], UNKNOWN, UNKNOWN]),
        ("SENT(A=[len('abc'), len([1, 2]), len({'a': 1}), len(x)])", [3, 2, 1, UNKNOWN]),
        ("SENT(A=[max(x, 1), sum([x]), sum([1, 2]), sorted([x]), min([2, 1]), any([0, 1]), all([]), sorted('ba')])", [UNKNOWN, UNKNOWN, 3, UNKNOWN, 1, True, True, ["a", "b"]]),
        ("a, b = x\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a, (b, *c) = 1, (2, 3, 4)\nSENT(A=[a, b, c])", [1, 2, [3, 4]]),
        ("del a[0], (b, c)\nSENT(A=1)", 1),
        ("a, b = [1], 2\ndel (a, b)\na = 3\nSENT(A=a)", 3),
        ("a = [1]\nif x:\n    a = [1, 2]\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nif x:\n    a = (1,)\nSENT(A=a)", UNKNOWN),
        ("a = [1, 2]\nif x:\n    a = [1, 3]\nSENT(A=a)", [1, UNKNOWN]),
    ],
)  # fmt: skip
def test_lists(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("n = f'a{x}'\nSENT(A=[f'{n}-b', f'{n:>9}', f'{n!r}', str(n), '%s-b' % n, '%9s' % n])", [PartialText(["a", None, "-b"]), PartialText([None]), PartialText([None]), PartialText(["a", None]), PartialText(["a", None, "-b"]), PartialText([None])]),
        ("SENT(A=[str(), str(x), str(1.0), f'{1:{x}}', f'{x}'])", ["", PartialText([None]), "1.0", PartialText([None]), PartialText([None])]),
        ("n = f'a{x}b'\nSENT(A=[n.upper(), n.replace('a', 'c'), n.replace('a', ''), n.replace('ab', ''), n.title(), n[0]])", [PartialText(["A", None, "B"]), PartialText(["c", None, "b"]), PartialText([None, "b"]), UNKNOWN, UNKNOWN, UNKNOWN]),
        ("SENT(A=['a'.replace(x, 'b'), 'a'.encode(), 'a'.zfill(3), 'a'.center(3, '-'), 'a-b'.split('-'), 'a'.upper(x)])", [UNKNOWN, UNKNOWN, "00a", "-a-", ["a", "b"], UNKNOWN]),
        ("SENT(A=['a'.zfill(10 ** 6), 'a'.zfill(200_000), '\\t'.expandtabs(200_000), ('a' * 1000).replace('a', 'b' * 1000)])", [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
        ("SENT(A=('a ' * 501).split())", UNKNOWN),
        ("SENT(A=len(('a ' * 500).split()))", 500),
        ("SENT(A=f'a{x}{{}}'.format(1))", PartialText([None])),
        ("SENT(A=['{}-{}'.format(1, x), '{1}-{0}'.format(1, 2), '{a}-{b}'.format(a=1, b=x), '{0.real}'.format(1), '{:03d}'.format(7)])", [PartialText(["1-", None]), "2-1", PartialText(["1-", None]), PartialText([None]), "007"]),
        ("SENT(A='{:{}}'.format(1, 3))", PartialText([None])),
        ("SENT(A=['{:q}'.format(1), f'{1:q}', '%d' % 'a', '{'.format(1)])", [*[PartialText([None])] * 3, UNKNOWN]),
        ("SENT(A=['%*d' % (5, 1), '%d%%' % 5, '%s-%s' % ('a', x), '%05d' % 3, '%s' % x, '%(a)s' % {'a': 1}, '%9999d' % 1])", [UNKNOWN, "5%", PartialText(["a-", None]), "00003", PartialText([None]), "1", PartialText([None])]),
        ("SENT(A=['-'.join(['a', x]), '-'.join(x), x.join(['a', 'b']), ''.join('ab'), '-'.join([])])", [PartialText(["a-", None]), PartialText([None]), UNKNOWN, PartialText([None]), ""]),
        ("SENT(A=['{a}'.format_map({'a': 1}), '{a}'.format_map(x), '{a}'.format_map(dict(x))])", ["1", UNKNOWN, PartialText([None])]),
        ("SENT(A=['a' + x, x + 'a', 'a' 'b', 'ab' * 2, 'ab' * x, ('a' + x) * 2])", [PartialText(["a", None]), PartialText([None, "a"]), "ab", "abab", UNKNOWN, PartialText(["a", None, "a", None])]),
        ("SENT(A=['abc'[1:], 'abc'[x], 'abc'[-1], ('a' + x)[0], 'abc'[1:x]])", ["bc", UNKNOWN, "c", UNKNOWN, UNKNOWN]),
    ],
)  # fmt: skip
def test_texts(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("SENT(A=[-1, +2, ~3, -x, not x, not 0, not [], not 'a', not {}])", [-1, 2, -4, UNKNOWN, UNKNOWN, True, True, False, True]),
        ("SENT(A=[1 + 2, 7 // 2, 7 % 4, 1 / 2, 2 * 3, 1 - x, 3 - 1, 2 ** 3, 1 << 70])", [3, 3, 3, 0.5, 6, UNKNOWN, 2, UNKNOWN, UNKNOWN]),
        ("SENT(A=[2 ** 64 + 1, 18446744073709551616 + 1, 18446744073709551617 + 1])", [UNKNOWN, 18446744073709551617, UNKNOWN]),
        ("SENT(A=[1 == 1, 1 != 1, 1 < 2, 2 <= 1, 1 > 2, 2 >= 2, 1 < x, 1 < 2 < 3, None is None, 1 is not None, x is None])", [True, False, True, False, False, True, UNKNOWN, UNKNOWN, True, True, UNKNOWN]),
        ("a = 1\nSENT(A=[a is a, 'a' < 1])", [UNKNOWN, UNKNOWN]),
        ("SENT(A=[int('7'), float('1.5'), bool(''), abs(-3), round(2.6), int(x), round(1.25, x)])", [7, 1.5, False, 3, 3, UNKNOWN, UNKNOWN]),
        ("SENT(A=[1 if x else 2, 1 if 1 else 2, 1 if [] else 2, 1 if {'a': 1} else 2])", [UNKNOWN, 1, 2, 1]),
        ("SENT(A=[x or 1, 1 or x, 0 or 2, x and 1, 0 and x, 1 and 2, [] or 'a', 0 or '' or 3])", [UNKNOWN, 1, 2, UNKNOWN, 0, 2, "a", 3]),
        ("b = [1]\nx and b.append(2)\nSENT(A=b)", UNKNOWN),
        ("b = [1]\nc = x or b\nd = [2]\nd.append(3)\nSENT(A=[b, d])", [UNKNOWN, [2, 3]]),
        ("b = [1]\nc = b if x else [2]\nc.append(3)\nSENT(A=b)", UNKNOWN),
        ("b = [1]\nx == b.append(2)\nSENT(A=b)", [1, 2]),
        ("b = [1]\n1 < x < b.append(2)\nSENT(A=b)", UNKNOWN),
        ("b = 1\nif f'a{x}':\n    b = 2\nSENT(A=b)", 2),
        ("d = {}\nif x:\n    d['a'] = 1\nb = 1\nif d:\n    b = 2\nSENT(A=b)", UNKNOWN),
        ("d = {'a': 1}\nif x:\n    d['b'] = 1\nb = 1\nif d:\n    b = 2\nSENT(A=b)", 2),
    ],
)  # fmt: skip
def test_numbers_and_truth(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("SENT(A=[a for a in [1] for b in x])", UNKNOWN),
        ("SENT(A=[a for a in [1, 2] if x])", UNKNOWN),
        ("SENT(A=[a for a in [1, 2, 3] if a != 2])", [1, 3]),
        ("SENT(A=[a for a in x])", UNKNOWN),
        ("SENT(A=[a + b for a, b in [(1, 2), (3, 4)]])", [3, 7]),
        ("SENT(A=[a for a, b in [x]])", UNKNOWN),
        ("SENT(A=[a for a, *b in [(1, 2, 3)]])", UNKNOWN),
        ("SENT(A=[a for (a, b), c in [((1, 2), 3)]])", [1]),
        ("SENT(A=[a for (a, b), c in [(x, 3)]])", UNKNOWN),
        ("o = []\nSENT(A=[o[0] for o[0:] in [1]])", UNKNOWN),
        ("a = [1, 2]\nb = [a.pop() for t in a]\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1]\nb = [a.append(2) for t in x]\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = [t for t in [1] for u in [a.append(2)]]\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = [t for t in x if a.append(2)]\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = {a.append(t) for t in [1]}\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nb = sum(t for t in [1, 2])\nSENT(A=[b, sorted(t for t in [2, 1]), ','.join(str(t) for t in x)])", [3, [1, 2], PartialText([None])]),
        ("SENT(A={k: v for k, v in [('a', 1), ('b', x)]})", {"a": 1, "b": UNKNOWN}),
        ("n = 0\nfor t in range(250):\n" + "    n = n + 1\n" * 50 + "SENT(A=n)", UNKNOWN),
        ("a = b = c = d = e = 1\nfor t in x:\n    a = b\n    b = c\n    c = d\n    d = e\n    e = t\nSENT(A=a)", UNKNOWN),
        ("d = {k: 1 for k in x}\nSENT(A=d.get('a'))", UNKNOWN),
        ("SENT(A=[t for t in range(250)] == 0)", UNKNOWN),
        ("SENT(A=[[t for t in range(251)], [(t, u) for t in range(16) for u in range(16)]])", [UNKNOWN, UNKNOWN]),
        ("a = [[1]]\nb = [t for t in a]\nb[0].append(2)\nSENT(A=[a, b])", [[[1, 2]], [[1, 2]]]),
    ],
)  # fmt: skip
def test_comprehensions(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("import copy\na = [[1]]\nb = copy.copy(a)\nb[0].append(2)\nb.append(3)\nSENT(A=[a, b])", [[[1, 2]], [[1, 2], 3]]),
        ("import copy\na = [[1]]\nb = copy.deepcopy(a)\nb[0].append(2)\nSENT(A=[a, b, copy.copy('c'), copy.deepcopy(x)])", [[[1]], [[1, 2]], "c", UNKNOWN]),
        ("import copy\na = [1]\nb = copy.deepcopy([a, a])\nb[0].append(2)\nSENT(A=[a, b])", [[1], [[1, 2], [1, 2]]]),
        ("r = [[1]]\ndef f():\n    SENT(A=r[0])\nr = x\nf()", UNKNOWN),
        ("r = [[1]]\ndef f():\n    r[x].append(2)\nf()\nSENT(A=r)", UNKNOWN),
        ("n = 'a'\ndef f():\n    class C:\n        if x:\n            raise ValueError\n        n = 'b'\n    SENT(A=n)\nf()", "a"),
        ("a = 1\nwhile True:\n    a = 2\n    try:\n        break\n    finally:\n        a = 3\nSENT(A=a)", UNKNOWN),
        ("def f():\n    a = [1]\n    try:\n        return\n    finally:\n        a.append(2)\n        SENT(A=a)\nf()", [1, 2]),
        ("a = 1\nwhile x:\n    a = 2\n    break\nSENT(A=a)", UNKNOWN),
        ("a = 1\nfor t in [1, 2]:\n    if t == 2:\n        continue\n    a = t\nSENT(A=a)", UNKNOWN),
        ("a = 1\nmatch x:\n    case [b] if (a := 2):\n        pass\nSENT(A=a)", UNKNOWN),
        ("a = b = 1\nmatch x:\n    case {'c': a, **b}:\n        pass\n    case [*b]:\n        pass\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = 1\nmatch x:\n    case 1:\n        a = 1\nSENT(A=a)", 1),
        ("a = 'b'\ntry:\n    int(x)\nexcept ValueError as a:\n    pass\nelse:\n    a = 'b'\nSENT(A=a)", UNKNOWN),
        ("a = 1\ntry:\n    a = 2\n    int(x)\n    a = 3\nexcept ValueError:\n    pass\nSENT(A=a)", UNKNOWN),
        ("a = 1\nif x:\n    a = 1\nelse:\n    a = 1\nSENT(A=a)", 1),
        ("a = b = [1]\nif x:\n    b = [1]\na.append(2)\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = [1]\nb = a\nif x:\n    b = 2\na.append(2)\nSENT(A=[a, b])", [UNKNOWN, UNKNOWN]),
        ("a = []\na.append(a)\nif x:\n    b = 1\nelse:\n    b = 1\nSENT(A=[b, a])", [1, [UNKNOWN]]),
        ("a = [list(range(200)) for _ in range(6)]\nSENT(A=a)", UNKNOWN),
        ("n = 1\nn += 2\nn *= x\nSENT(A=n)", UNKNOWN),
        ("a = 1\nif x:\n    del a\nSENT(A=a)", UNKNOWN),
        ("n = 'a'\ndef f():\n    SENT(A=n)\nif x:\n    n = 'b'\n    f()\n    n = 'a'", UNKNOWN),
        ("d = {'a': 1}\nd['a'] += 1\nd |= {'b': 2}\nSENT(A=d)", {"a": 2, "b": 2}),
        ("d = {'a': 1}\nd |= x\nSENT(A=d.get('a'))", UNKNOWN),
        ("a = [1]\ndef f(b=a):\n    b.append(2)\nf()\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nf = lambda: a.append(2)\nf()\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nx(a)\nSENT(A=a)", UNKNOWN),
        ("a = [1]\nprint(a, x)\nSENT(A=a)", [1]),
        ("a = [1]\nb = a.unknown(x)\nSENT(A=a)", UNKNOWN),
        ("SENT(A=[Phase(1, 2, 3).to_json, CategoricalParameter(x).values, CategoricalParameter('a').values, CategoricalParameter([1, x]).values])", [{"DurationInSeconds": 1, "InitialNumberOfUsers": 2, "SpawnRate": 3}, UNKNOWN, ["a"], ["1", UNKNOWN]]),
    ],
)  # fmt: skip
def test_copies_and_names(program: str, value: object) -> None:
    check(program, value)


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("r = [[1]]\nr[x].append(2)\nSENT(A=r)", [UNKNOWN]),
        ("r = [[1]]\nb = r[x]\nb.append(2)\nSENT(A=r)", [UNKNOWN]),
        ("r = {'z': [1]}\nr[x].append(2)\nSENT(A=r)", {"z": UNKNOWN}),
        ("r = {'z': [1]}\nr.get(x).append(2)\nSENT(A=r)", {"z": UNKNOWN}),
        ("r = {'z': [1]}\nr.get('y', r['z']).append(2)\nSENT(A=r)", {"z": [1, 2]}),
        ("r = [[1]]\nr[x:][0].append(2)\nSENT(A=r)", [UNKNOWN]),
        ("r = [[1]]\nmax(r, x).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\nr.pop(x).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\n{'a': r}[x].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\n[r, x][x].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\n(r if x else []).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nsorted([r, [0]])[1].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nmin([r, [2]]).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nsum([[r]], [])[0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\nfor q in reversed(r): q.append(2)\nSENT(A=r)", [[1, 2]]),
        ("r = [[1]]\nlist(zip(r, x))[0][0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\nnext(iter(r)).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\n(r + [x])[x].append(2)\nSENT(A=r)", [UNKNOWN]),
        ("r = [[1]]\n(r * x)[0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\na, *b = r * 2\na.append(2)\nSENT(A=[r, b])", [[[1, 2]], [[1, 2]]]),
        ("r = {'z': [1]}\nd = r | {'y': 1}\nd[x].append(2)\nSENT(A=r)", {"z": UNKNOWN}),
        ("r = {'z': [1]}\n[v for k, v in r.items() if k == x][0].append(2)\nSENT(A=r)", {}),
        ("r = {'z': [1]}\ndict(r)[x].append(2)\nSENT(A=r)", {"z": UNKNOWN}),
        ("r = [1]\nd = {}\nd.setdefault(x, r).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {x: r}\nd[x].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': r, x: 1}\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': 1, **x, 'b': r}\nd['b'].append(2)\nSENT(A=r)", [1, 2]),
        ("r = [1]\nd = {'a': r, **dict(z=1)}\nd['a'].append(2)\nSENT(A=r)", [1, 2]),
        ("r = [1]\nd = {'a': r}\nd.update({'b': 1} if x else {})\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': r}\nd.update(**{'b': 1} if x else {})\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': 1}\nd.update(ask() or {}, b=r)\nd['b'].append(2)\nSENT(A=r)", [1, 2]),
        ("r = [1]\nd = dict(ask() or {}, b=r)\nd['b'].append(2)\nSENT(A=r)", [1, 2]),
        ("r = [1]\nd = dict(a=r)\nd |= (ask() or {})\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = dict(a=r)\nd[x] = 2\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nl = [r]\nl.extend(x)\nl[0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nl = [r]\nl.insert(x, 2)\nl[0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nf'{r.append(2)}'\nSENT(A=r)", [1, 2]),
        ("r = [1]\nd = {'a': r}\nd.pop(x, None)\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': r}\nd.popitem()[1].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': r}\nd.copy()[x].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nt = (r, 2)\nt[x].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = {'z': 'a'}\nb = r[x]\nSENT(A=r)", {"z": "a"}),
        ("r = [1]\nd = {'a': r}\ndel d[x]\nd['a'].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {'a': r}\nif x:\n    d.pop('a')\nd.get('a', []).append(2)\nSENT(A=r)", UNKNOWN),
        ("a = list(x)\nr = [1]\na.extend([r])\na[-1].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [1]\nd = {}\nif x:\n    d['a'] = 1\nd.get('a', r).append(2)\nSENT(A=r)", UNKNOWN),
        ("r = {'z': [1]}\nnext(iter(r.values())).append(2)\nSENT(A=r)", {"z": UNKNOWN}),
        ("r = [[1]]\nsorted(r, key=len)[0].append(2)\nSENT(A=r)", UNKNOWN),
        ("r = [[1]]\nany(r)\nSENT(A=r)", [[1]]),
    ],
)  # fmt: skip
def test_other_names_of_parts(program: str, value: object) -> None:
    check(program, value)


def test_nothing_is_known_of_names_that_functions_change_in_more_rounds_than_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_ROUNDS", 1)
    check("d = {'a': 1}\ndef f():\n    d['a'] = 2\nf()\nSENT(A=[d, 3])", [UNKNOWN, 3])
