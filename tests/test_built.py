"""What is built says what its sources say: tables as Lark, the screen as the evaluator, the quick as the thorough."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import lark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.cli.fast_args import parse_plain
from ircompile.cli.parser import parse_arguments
from ircompile.codegen.grammars import lark_parser
from ircompile.codegen.patterns import frozen_search, is_within
from ircompile.codegen.totality import conjuncts, error_rules_out
from ircompile.config.settings import SEVERITIES, Config, Limits
from ircompile.linting.full_check import FullCheck
from ircompile.linting.linter import Linter
from ircompile.manifest.load import read
from ircompile.model.frozen import frozen, of_at_most
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.package import compiled, module
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.checks.ambiguity import ambiguities
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.rulebook.rule import Rule
from ircompile.sources.source import from_text
from ircompile.syntax.lalr import GrammarError, Token, Tree, leaves, parse
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.reader import read_yaml

ROOT = Path(__file__).parent.parent

# --- Grammars -----------------------------------------------------------------------------------------------------

WORDS = {
    "shorthand": ["a", "key", "=", ",", "[", "]", "{", "}", "'", '"', "\\", " ", "@", "\n", "x=y", "a=[b,c]", "{d=e}"],
    "cel": ["a", "self.b", "1", "2.5", '"s"', "+", "&&", "||", "!", "==", "in", "[", "]", "(", ")", ".", ",", " ",
            "has(x.y)", "all(x, x > 1)", "?", ":", "{", "}", "r'x'", "// c\n", "-"],
    "pattern": ["a", ".", "*", "+", "?", "(", ")", "[", "]", "|", "^", "$", "-", "{2}", "{1,3}", "\\d", "\\.", "(?:"],
}  # fmt: skip
"""Pieces of texts, by grammar; most of what they make is wrong somewhere."""


@cache
def stock(grammar: str) -> Any:
    return lark_parser(grammar)


def shaped(tree: Any) -> Any:
    """A tree of Lark's, or of ours, as plain values with places."""
    if isinstance(tree, Token):
        return (tree.type, str(tree), tree.start)
    if isinstance(tree, lark.Token):
        return (tree.type, str(tree), tree.start_pos)
    if isinstance(tree, Tree):
        return (tree.data, tree.start, [shaped(child) for child in tree.children])
    return (str(tree.data), getattr(tree.meta, "start_pos", None), [shaped(child) for child in tree.children])


def by_lark(grammar: str, text: str) -> Any:
    try:
        return shaped(stock(grammar).parse(text))
    except lark.UnexpectedInput as unexpected:
        at_end = isinstance(unexpected, lark.UnexpectedToken) and unexpected.token.type == "$END"
        parser: Any = unexpected
        accepts = parser.interactive_parser.accepts()
        return (len(text) if at_end else unexpected.pos_in_stream, {str(name) for name in accepts})


def by_tables(grammar: str, text: str) -> Any:
    try:
        return shaped(parse(grammar, text))
    except GrammarError as fault:
        return (fault.index, set(fault.accepts))


@pytest.mark.parametrize("grammar", WORDS)
@settings(max_examples=2_000, deadline=None)
@given(data=st.data())
def test_tables_parse_as_lark_does(grammar: str, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(WORDS[grammar]), max_size=14)))
    assert by_tables(grammar, text) == by_lark(grammar, text)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(st.sampled_from(WORDS["shorthand"]), max_size=14).map("".join))
def test_the_flat_automaton_has_the_leaves_of_the_tree(text: str) -> None:
    def tokens(tree: Any) -> list[tuple[str, int]]:
        if isinstance(tree[2], int):
            return [(tree[0], tree[2])]
        return [token for child in tree[2] for token in tokens(child)]

    expected = by_tables("shorthand", text)
    if isinstance(expected[0], int):
        with pytest.raises(GrammarError) as raised:
            list(leaves("shorthand", text, 400))
        assert (raised.value.index, set(raised.value.accepts)) == expected
    else:
        found = [(kind, start) for kind, start, _ in leaves("shorthand", text, 400) if kind != "empty"]
        assert found == tokens(expected)


# --- Patterns -----------------------------------------------------------------------------------------------------


@given(
    st.from_regex(r"[ab.]{1,3}[*+?]?(\[a-c\]|\[\^b\])?(\|[ab]{1,2})?\$?", fullmatch=True), st.text("abc\n", max_size=5)
)
def test_frozen_patterns_match_alike(pattern: str, text: str) -> None:
    ordinary = re.compile(pattern)
    ours = compiled(frozen(ordinary))
    assert [match and match.span() for match in (ours.search(text), ours.fullmatch(text))] == [
        match and match.span() for match in (ordinary.search(text), ordinary.fullmatch(text))
    ]
    searched = frozen_search(pattern)
    if searched is not None:
        assert (compiled(searched).search(text) is not None) == compile_pattern(pattern)(text)


NAMES = "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"


@settings(max_examples=300)
@given(st.from_regex(NAMES, fullmatch=True) | st.text("aZ9-_", max_size=70))
def test_a_pattern_for_short_texts_matches_them_alike(text: str) -> None:
    quick = of_at_most(63, NAMES)
    assert quick != NAMES == of_at_most(64, NAMES) == of_at_most(None, NAMES)
    assert of_at_most(1, "[a-](-*[a-]){0,9}") == "[a-](-*[a-]){0,9}"
    assert len(text) > 63 or (re.fullmatch(quick, text) is None) is (re.fullmatch(NAMES, text) is None)


@pytest.mark.parametrize(
    ("narrow", "wide", "within"),
    [
        ("sg-[0-9a-f]+", "[-0-9a-z]+", True),
        ("sg-[0-9a-f]+", "[-0-9a-y]+", True),
        ("sg-[0-9a-z]+", "[-0-9a-y]+", False),
        ("(a/)*a", "a[/a]*", True),
        ("a[/a]*", "(a/)*a", False),
        ("a{2,3}", "a{1,3}", True),
        ("a{2,4}", "a{1,3}", False),
        ("[ab]*", "[ab]*c?", True),
        ("a|", "a*", True),
        ("a|", "a+", False),
        (r"\d+", "[0-9]+", True),
        (r"[\s\S]", ".", False),
        (".", r"[\s\S]", False),  # in doubt, since the rule language has no escapes for the line ends that `.` is not
        (r"\p{Lu}", r"\p{L}", True),
        (r"\p{L}", r"\p{Lu}", False),
        ("a$", "a", False),
        ("a{2,2000}", "a+", False),
        ("(a|b)*a(a|b){20}", "[ab]+", False),
    ],
)
def test_patterns_within_others(narrow: str, wide: str, within: bool) -> None:  # noqa: FBT001  a row's third word
    assert is_within(narrow, wide) is within


# --- Plain YAML ---------------------------------------------------------------------------------------------------

KEYS = st.sampled_from(["JobName", "Tags", "Key", "b", "C-d", "e_f", "G1", "y", "null", "On"])
SCALARS = st.sampled_from(
    ["x", "1", "0", "01", "yes", "a b", "a: b", "a:b", "'q'", "'it''s'", '"d"', '"d\\n"', "[a, b]", "{a: 1, b: x}",
     "[1,2]", "[]", "{}", "{a: }", "[a,]", "[[a]]", "[{Key: a, Value: b}]", "x # c", "x#c", "a,b", "s3://x/y", "1.7",
     "1.7-1", "1.2.3", "-1", "|", "> x", "&a x", "*a", "!t x", "~", "'a' # c", "x:", "a::b", "12:30", "2020-01-01",
     "é", "it's", "a [b]", "{a:b}", "[a b, c]", "{a: b: c}", "[a: b]", "---", "...", "['x', \"y\"]", "0x1", "1e3", "(x)",
     "$x", "/x", "_x", "a\\b", "%x", "a  b", "a\tb", "ml.c5.large", "1_0", "Null", "1:30", "2020-1-1", "0o7", ".5", "1."]
)  # fmt: skip


@st.composite
def blocks(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> list[str]:
    """Lines of a block mapping, with lists and mappings in it."""
    lines: list[str] = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        start = " " * indent + key + ":"
        shape = draw(st.sampled_from(["scalar", "scalar", "mapping", "list"])) if depth < 3 else "scalar"
        if shape == "scalar":
            lines.append(start + draw(st.sampled_from([" ", " ", "  "])) + draw(SCALARS))
        elif shape == "mapping":
            lines += [start, *draw(blocks(indent + draw(st.sampled_from([2, 2, 1, 4])), depth + 1))]
        else:
            column = indent + draw(st.sampled_from([0, 2]))
            lines.append(start)
            for _ in range(draw(st.integers(1, 2))):
                item = draw(st.one_of(SCALARS.map(lambda it: [it]), blocks(column + 2, depth + 1)))
                lines += [" " * column + "- " + item[0].strip(" "), *item[1:]]
    return lines


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """Documents, now and then with a line that does not belong."""
    documents = draw(st.lists(blocks(), min_size=1, max_size=2))
    lines = "\n---\n".join("\n".join(document) for document in documents).split("\n")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(lines) - 1))
        odd = st.sampled_from(
            ["", "# c", "  # c", lines[at] + " ", " " + lines[at], lines[at][1:], lines[0], "x", "- x"]
        )
        lines[at] = draw(odd)
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join([*draw(st.sampled_from([[], [], ["---"]])), *lines, ""])


KEYS_OF_FLOWS = ["a: ", "b: ", "C-d:  ", "e:", "null: ", "y: ", " f: ", '"g": ', "h : "]
WORDS_OF_FLOWS = ["1", "01", "0", "b c", "'x'", '"y"', "yes", "x-1", "1e3", "~", "é", "s3://x/y", "c:d", "secret", "'a, b'",
                  "a 'b'", 'a"b', "'a\tb'", "\\", "# c", "1.2.3", "-1", "", "a: b", "123456789012345678901", "[]", "']['"]  # fmt: skip


def flow(dice: Random, depth: int) -> str:
    """A flow collection, or a word where nothing is to be inside."""
    if not depth:
        return dice.choice(WORDS_OF_FLOWS)
    items = [flow(dice, dice.choice([0, 0, depth - 1])) for _ in range(dice.randrange(4))]
    comma = dice.choice([",", ", ", " , "])
    if dice.random() < 1 / 2:
        return f"[{comma.join(items)}]"
    return "{" + comma.join(dice.choice(KEYS_OF_FLOWS) + item for item in items) + "}"


def flow_line(dice: Random) -> str:
    """A line with a flow collection, mostly with something odd in it."""
    text = (
        dice.choice(["a: ", "b: ", "- ", "  a:  ", "a:", "- a: "])
        + flow(dice, 3)
        + dice.choice(["", "", " ", " # x", "]"])
    )
    for _ in range(dice.randrange(3)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice([*"[]{},: #'\"a1-\\", " # c", ""]) + text[at + dice.randrange(2) :]
    return text


@settings(max_examples=2_000, deadline=None)
@given(yaml_texts() | st.lists(st.randoms(use_true_random=True).map(flow_line), min_size=1, max_size=2).map("\n".join))
def test_plain_yaml_is_read_as_all_yaml_is(text: str) -> None:
    quick = plain_yaml(text)
    if quick is None:
        return
    source = from_text("a.yaml", text)
    documents = read_yaml(source, Limits())
    assert repr([document.value for document in documents]) == repr(quick)
    assert [
        fault
        for document in documents
        for fault in (*document.findings, *ambiguities(document.root, text, SHIPPED.request))
    ] == []


def test_how_deep_collections_nest_is_counted_outside_of_quotes() -> None:
    for depth, is_plain in ((24, True), (25, False), (5_000, False)):
        text = f"A: ['{']' * depth}', {'[' * depth}{']' * depth}]"
        assert (plain_yaml(text) is not None) is is_plain


@pytest.mark.parametrize("text", ["a: {b}", "a: [b,, c]", "a: [b: c]", "a: [b]]", "a: {b: c,}"])
def test_collections_that_are_not_plain_are_refused_without_json(text: str) -> None:
    code = f"""
import sys
from ircompile.syntax.yaml.plain import plain_yaml
assert "json" not in sys.modules
assert plain_yaml({text!r}) is None
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_ordinary_manifests_are_plain() -> None:
    for file in ROOT.glob("examples/*.yaml"):
        assert plain_yaml(file.read_text("utf-8")) is not None, file


# --- Rules --------------------------------------------------------------------------------------------------------

TEXTS = {
    "JobName": ["a", "churn-7", "a" * 41],
    "JobType": ["Default", "Advanced"],
    "RoleArn": ["arn:aws:iam::123456789012:role/x", "arn:aws-cn:iam::210987654321:role/y/z"],
    "ModelPackageVersionArn": [
        "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3",
        "arn:aws:sagemaker:xx-nowhere-9:123456789012:model-package/churn",
    ],
    "VolumeKmsKeyId": ["", "alias/x", "arn:aws:kms:us-east-1:123456789012:alias/x"],
    "KmsKeyId": ["", "alias/x", "arn:aws:kms:eu-west-1:210987654321:alias/x"],
    "InstanceType": ["ml.c5.large", "ml.g5.xlarge", "ml.t2.medium", "ml.inf1.xlarge", "ml.c7g.large", "ml.m5d.large"],
    "SupportedInstanceTypes": ["ml.c5.large", "ml.inf1.xlarge", "ml.c7g.large", "ml.m5d.large", "ml.t2.medium"],
    "SamplePayloadUrl": ["s3://bucket/a.tar.gz", "https://x/a.tar.gz", "s3://B_/a.zip"],
    "S3OutputUri": ["s3://bucket/a", "https://x/a"],
    "SupportedContentTypes": ["text/csv"],
    "SupportedResponseMIMETypes": ["text/csv"],
    "SecurityGroupIds": ["sg-1", "sg-2"],
    "Subnets": ["subnet-1", "subnet-2"],
    "EndpointName": ["e"],
    "ModelName": ["m"],
    "FrameworkVersion": ["1.5.1", "2.9", "9.9.9"],
    "NearestModelName": ["xgboost", "resnet18v2-gluon", "bert-base-cased", "other"],
    "Percentile": ["P95", "P99"],
    "Key": ["a", "b", "aws:x", "app-SeCret-key"],
    "Value": ["x", "y", "abcdefghij" * 4],
    "JobDescription": ["", "x", "<a b>", "TODO later", "string", "file://x", "ircompile: x", "AKIAIOSFODNN7EXAMPLE"],
    "Name": ["A", "B"],
    "DataInputConfig": ["{}"],
}
"""Values that the shape check accepts, and over which rules differ."""
NUMBERS = [0, 1, 2, 3, 4, 10, 119, 120, 300, 1024, 2048, 3600, 7200]


def sound(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of a shape that its check finds nothing in."""
    if shape.kind == "structure":
        members = {name: sound(member) for name, member in shape.members.items()}
        needed = {name: members.pop(name) for name in shape.needed}
        return st.fixed_dictionaries(needed, optional=members)
    if shape.element:
        sizes = [fact for fact in shape.facts if fact.kind == "length"]
        low = max((fact.low or 0 for fact in sizes), default=0)
        high = min((fact.high for fact in sizes if fact.high), default=3)
        return st.lists(sound(shape.element), min_size=low, max_size=min(high, low + 2))
    allowed = [fact.values for fact in shape.facts if fact.kind == "values"]
    if shape.kind == "integer":
        right = [number for number in NUMBERS if all(_holds(number, fact) for fact in shape.facts)]
        return st.sampled_from(right)
    return st.sampled_from(TEXTS.get(shape.name) or (list(allowed[0][:4]) if allowed else ["x"]))


def _holds(number: int, fact: Any) -> bool:
    low, high = fact.low if fact.low is not None else number, fact.high if fact.high is not None else number
    return bool(low <= number <= high and not (fact.step and number % fact.step))


def may_be_named_in_vain(rule: Rule) -> bool:
    """Whether an operand that is an error may be absorbed in an expression of a rule, which Python's can't be."""
    expressions = [it for case in rule.body.cases for it in (case.when, case.assertion) if it]
    return not all(error_rules_out(tree, as_=True) for it in expressions for tree in conjuncts(parse("cel", it.text)))


@settings(max_examples=600, deadline=None)
@given(sound(SHIPPED.request), st.sampled_from(["", "eu-west-1"]))
def test_the_screen_names_just_the_rules_that_find_something(job: dict[str, Any], region: str) -> None:
    assert module("checker").violations(job) == []
    found = {rule.id for rule in shipped_rules().values() if rule.asserts and next(rule.run(job, region), None)}
    named = set(module("fine_screen").hits(job, region))
    graver = {rule for rule, rank in module("fine_screen").RANKS.items() if rank < SEVERITIES.index("info")}
    assert set(module("screen").hits(job, region)) == named & graver
    assert found <= named
    assert named - found <= {rule.id for rule in shipped_rules().values() if may_be_named_in_vain(rule)}


@settings(max_examples=200, deadline=None)
@given(sound(SHIPPED.request), st.sampled_from(SEVERITIES))
def test_a_quick_look_hides_nothing(job: dict[str, Any], floor: str) -> None:
    import json

    source = from_text("a.json", json.dumps(job))
    levels = SEVERITIES[: SEVERITIES.index(floor) + 1]
    quick = Linter(Config(), floor=floor).lint(source, read(source, Config(), SHIPPED))
    thorough = FullCheck(Config(), JobNames()).diagnostics(source, read(source, Config(), SHIPPED))
    assert [it for it in quick if it.severity in levels] == [it for it in thorough if it.severity in levels]


def test_every_rule_is_in_the_screen() -> None:
    """None is so odd that it has to be run on every manifest."""
    assert module("fine_screen").hits(
        {"JobName": "a", "JobType": "x", "RoleArn": "x", "InputConfig": {"ModelName": "m"}}
    ) == ["container-config-required"]


# --- Command lines ------------------------------------------------------------------------------------------------


PHRASES = ["a.yaml", "b=c", "-", "--", "-q", "--only-manifests", "--fix", "--exclude=a", "--exclude b*", "-j 1",
           "--jobs=2", "--fail-on never", "--severity-floor info", "--rules r", "--config c.toml"]  # fmt: skip


@given(st.lists(st.sampled_from(PHRASES), max_size=5))
def test_plain_command_lines_are_those_of_argparse(phrases: list[str]) -> None:
    words = " ".join(phrases).split()
    quick = parse_plain(["lint", *words])
    assert quick is not None
    assert vars(quick) == vars(parse_arguments(["lint", *words]))


@pytest.mark.parametrize(
    "words",
    [
        ["--output-format", "json"],
        ["--color=x"],
        ["--fail-on", "x"],
        ["--config"],
        ["--config", "-q"],
        ["--config="],
        ["-j4"],
        ["--isolated"],
        ["--fix=1"],
        ["--add-ignore"],
        ["-x"],
        ["--help"],
    ],
)
def test_others_are_left_to_argparse(words: list[str]) -> None:
    assert parse_plain(["lint", *words]) is None
    assert parse_plain(["compile", *words]) is None


# --- Keeping ------------------------------------------------------------------------------------------------------

MANIFEST = "JobName: a_b\n"


def lint_there(checkout: Path) -> str:
    command = [sys.executable, "-B", "-m", "ircompile", "lint", "-", "--output-format", "concise", "-q"]
    done = subprocess.run(command, cwd=checkout, input=MANIFEST, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("ircompile", "grammar", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_built", "__pycache__"))
    return tmp_path


def test_a_change_of_a_source_is_seen_at_once(checkout: Path) -> None:
    assert "the job names no model" in lint_there(checkout)
    rule = checkout / "rules" / "model" / "model-source-missing.yaml"
    rule.write_text(rule.read_text("utf-8").replace("the job names no model", "there is no model"), "utf-8")
    assert "there is no model" in lint_there(checkout)
    assert len(list((checkout / "ircompile" / "_built").iterdir())) == 1


def test_where_nothing_can_be_kept_it_is_made_in_memory(checkout: Path) -> None:
    (checkout / "ircompile" / "_built").write_text("no folder")
    assert "the job names no model" in lint_there(checkout)
