"""The shorthand reader against tables of special cases, and against the AWS CLI's own parser."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from awscli.shorthand import DuplicateKeyInObjectError, ShorthandParser, ShorthandParseSyntaxError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ircompile.syntax import lalr
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import LONG, MAX_DEPTH, MAX_LENGTH, MAX_VALUE, parse_shorthand, read_shorthand

if TYPE_CHECKING:
    from pathlib import Path

    from ircompile.syntax.tree import Node


def test_a_text_with_an_error_at_its_end_is_read_in_linear_time() -> None:
    with pytest.raises(ShorthandError):
        parse_shorthand(",".join(f"a{number}=b" for number in range(30_000)) + ",")


VALUES: list[tuple[str, dict[str, Any]]] = [
    # Pairs and keys.
    ("a=b", {"a": "b"}),
    ("a=b,c=d", {"a": "b", "c": "d"}),
    ("a=b,A=c", {"a": "b", "A": "c"}),
    ("a-b_c.d#e/f:0=x", {"a-b_c.d#e/f:0": "x"}),
    ("=b", {"": "b"}),
    (" =b", {"": "b"}),
    ("a=b,=c", {"a": "b", "": "c"}),
    ("a = b , c = d", {"a": "b", "c": "d"}),
    ("a=b,\n\tc=d", {"a": "b", "c": "d"}),
    ("a@=b,c @ = d", {"a": "b", "c": "d"}),
    # Words and where they end.
    ("a=", {"a": ""}),
    ("a= ", {"a": ""}),
    ("a=,b=c", {"a": "", "b": "c"}),
    ("a=b=c", {"a": "b=c"}),
    ("a=b c=d", {"a": "b c=d"}),
    ("a=b\nc=d", {"a": "b\nc=d"}),
    ("a=]", {"a": "]"}),
    ("a=}", {"a": "}"}),
    ("a=b[c{d", {"a": "b[c{d"}),
    ("a=@", {"a": "@"}),
    ("a=b \t\n", {"a": "b"}),
    ("a=b\u2003\x85\xa0\x1c", {"a": "b"}),
    ("a=\u2003", {"a": ""}),
    ("a=\xa0b", {"a": "\xa0b"}),
    ("a=b\x7f\uffff\ud800", {"a": "b\x7f\uffff\ud800"}),
    # Backslashes.
    ("a=\\", {"a": "\\"}),
    (r"a=b\,c", {"a": "b,c"}),
    (r"a=\,", {"a": ","}),
    (r"a=b\\,c", {"a": "b\\,c"}),
    (r"a=b\,c=d", {"a": "b,c=d"}),
    ("a=b\\, ", {"a": "b,"}),
    # Quotes.
    ("a='b, c=d'", {"a": "b, c=d"}),
    ('a="b" ', {"a": "b"}),
    ("a='\U0001f600\n\x00 '", {"a": "\U0001f600\n\x00 "}),
    ("a='',b=\"\"", {"a": "", "b": ""}),
    (r"a='b\'c'", {"a": "b'c"}),
    (r'a="b\"c\\d\n"', {"a": 'b"c\\d\\n'}),
    (r"a='b\'", {"a": "b\\"}),
    (r"a='b\\',c=d", {"a": "b\\", "c": "d"}),
    # Comma lists.
    ("a=b,c", {"a": ["b", "c"]}),
    ("a=b , c ", {"a": ["b", "c"]}),
    ("a=,b", {"a": ["", "b"]}),
    ("a=b,c,d=e", {"a": ["b", "c"], "d": "e"}),
    ("a=b=c,d", {"a": ["b=c", "d"]}),
    ("a=b,c=d=e,f", {"a": "b", "c": ["d=e", "f"]}),
    ("a='b',\"c\" ,d", {"a": ["b", "c", "d"]}),
    ("a=b,c],d}", {"a": ["b", "c]", "d}"]}),
    (r"a=b,c\,d", {"a": ["b", "c,d"]}),
    ("a=b,@", {"a": ["b", "@"]}),
    ("a=b,@=c", {"a": "b", "": "c"}),
    # Backtracking to the nearest comma drops text.
    ("a=b,,c=d", {"a": "b", "c": "d"}),
    ("a=b,c , , d=e", {"a": ["b", "c"], "d": "e"}),
    (r"a=b,c\,d=e", {"a": "b", "d": "e"}),
    (r"a=b,c\,d\\, e=f", {"a": "b", "e": "f"}),
    (r"a=b,\,=c", {"a": "b", "": "c"}),
    ('a=b,"x,y=" c"', {"a": "b", "y": " c"}),
    (r"""a=b,"x\"z,y='\"'""", {"a": "b", "y": '\\"'}),
    # Lists.
    ("a=[]", {"a": []}),
    ("a=[ ]", {"a": []}),
    ("a=[,]", {"a": [""]}),
    ("a=[,,]", {"a": ["", ""]}),
    ("a=[b,]", {"a": ["b"]}),
    ("a=[b,,c]", {"a": ["b", "", "c"]}),
    ("a=[b c,d=e]", {"a": ["b c", "d=e"]}),
    ("a=[ 'b' , [c] , {d=e} ]", {"a": ["b", ["c"], {"d": "e"}]}),
    ("a=[}]", {"a": ["}"]}),
    ("a=[b] , c=d", {"a": ["b"], "c": "d"}),
    # Literals.
    ("a={}", {"a": {}}),
    ("a={b=c,}", {"a": {"b": "c"}}),
    ("a={ b = c , d = [e] }", {"a": {"b": "c", "d": ["e"]}}),
    ("a={b=,c=d}", {"a": {"b": "", "c": "d"}}),
    ("a={b=}}", {"a": {"b": "}"}}),
    ("a={b=''}", {"a": {"b": ""}}),
    ("a={=b}", {"a": {"": "b"}}),
    ("a={b=1,c=2,b=3}", {"a": {"b": "3", "c": "2"}}),
]
ERRORS: list[tuple[str, int, str, str]] = [
    # text, index, expected, received
    ("", 0, "=", "EOF"),
    (" a=b", 1, "=", "a"),
    ("a", 1, "=", "EOF"),
    ("a ", 2, "=", "EOF"),
    ("key@x", 4, "=", "x"),
    ("é=b", 0, "=", "é"),
    ("a=b,c d=e", 6, "=", "d"),
    ("a=b,c=d,!x=e", 8, "=", "!"),
    ("a==", 2, ",", "="),
    ("a=\U0001f600", 2, ",", "\U0001f600"),
    ("a=b\U0001f600", 3, ",", "\U0001f600"),
    ("a=b\x01", 3, ",", "\x01"),
    ("a=\x1c", 2, ",", "\x1c"),
    ("a=don't", 5, ",", "'"),
    ("a=b]", 3, ",", "]"),
    ('a="b"c', 5, ",", "c"),
    ("a='b", 2, "<singled quoted>", "<none>"),
    ('a="b', 2, "<double quoted>", "<none>"),
    ("a=['b]", 3, "<singled quoted>", "<none>"),
    (r"a='b\\',c='d'", 11, ",", "d"),
    ("a=b,", 4, "<second>", "<none>"),
    ("a=b,c, ", 7, "<second>", "<none>"),
    ("a=b,'c", 4, "=", "'"),
    ("a=b,,", 5, "=", "EOF"),
    ("a=b,,,c=d", 5, "=", ","),
    ("a=b,[c]", 4, "=", "["),
    ('a=b,"x,y"=z', 8, "=", '"'),
    ("a=[b],", 6, "=", "EOF"),
    ("a=[b],,c=d", 6, "=", ","),
    ("a=[b],[c]", 6, "=", "["),
    ("a={b=c},{d=e}", 8, "=", "{"),
    ("a=[b] ", 6, ",", "EOF"),
    ("a={b=c}\n", 8, ",", "EOF"),
    ("a=[b] x", 6, ",", "x"),
    ("a=[", 3, ",", "EOF"),
    ("a=[b,", 5, ",", "EOF"),
    ("a=[=b]", 3, ",", "="),
    ("a=[b}", 4, ",", "}"),
    ("a=[b]]", 5, ",", "]"),
    ("a={", 3, "=", "EOF"),
    ("a={,}", 3, "=", ","),
    ("a={b=}", 6, ",", "EOF"),
    ("a={b= }", 7, ",", "EOF"),
    ("a=[{P=Q,V=}]", 11, ",", "]"),
    ("a={b=c,d}", 8, "=", "}"),
]
DUPLICATES: list[tuple[str, int, str]] = [
    # text, index, key
    ("a=b,a=c", 4, "a"),
    ("a=b, a=c", 4, "a"),
    ("a=b,,a=c", 5, "a"),
    (r"a=b,c\,a=d", 7, "a"),
    ("a=b,c,a@=d", 6, "a"),
    ("a=[b],a=c", 6, "a"),
    ("a={b=c}  ,a=[d]", 8, "a"),
    ("=b,=c", 3, ""),
    # The second pair is complete, so errors after it come too late.
    ("a=b,a==", 4, "a"),
    ("a=b,a='c'd", 4, "a"),
    ("a=b,a=c,d e=f", 4, "a"),
    ("a=b,a=c,e=['x", 4, "a"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values_of_shorthand(text: str, value: dict[str, Any]) -> None:
    assert repr(parse_shorthand(text)) == repr(value)  # repr: the order of keys counts
    assert awscli(text) == ("value", repr(value))


@pytest.mark.parametrize(("text", "index", "expected", "received"), ERRORS)
def test_syntax_errors(text: str, index: int, expected: str, received: str) -> None:
    assert ours(text) == ("syntax", index, expected, received, None)
    assert awscli(text) == ("syntax", index, expected, received, None)


@pytest.mark.parametrize(("text", "index", "key"), DUPLICATES)
def test_duplicate_key(text: str, index: int, key: str) -> None:
    assert ours(text) == ("duplicate-key", index, None, None, key)
    assert awscli(text) == ("duplicate-key", index, None, None, key)


@pytest.mark.parametrize(
    "text",
    ["a=b,a='c", "a=b,a=c,", "a=b,a=", "a=b,c='d", "a=b,a=['c", "a=b,b=c,b=['d", "a=b,a={c=", "a=b,b=[a]x"],
)
def test_the_first_error_is_reported(text: str) -> None:
    assert ours(text) == awscli(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a=b,c d=e",
            "7: a key must be followed by `=`; it can contain only letters, digits and - _ . # / :",
        ),
        (
            "a=b]",
            '4: expected "," or the end after this value; put text that contains quotes or brackets in quotes',
        ),
        ("a=b,", "5: an item must follow the last comma; remove the comma, or write '' for an empty item"),
        (
            "a=b'",
            '4: expected "," or the end after this value; put text that contains quotes or brackets in quotes',
        ),
        (
            "a=b,a=c",
            "5: duplicate key `a`",
        ),
        ("a@=file://b", "4: `file://b` names a file, but no files are read here; write its content instead"),
    ],
)
def test_messages(text: str, message: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert str(caught.value) == f"character {message}"


def test_spans() -> None:
    text = r"""a = b\,c ,d,"e" , f={g=[,'h'],g= i , =}} ,k="""
    root, duplicates, _ = read_shorthand(text)
    assert outline(root, text) == {
        "a": ["b\\,c", "d", '"e"'],
        "f": {"g": "i", "": "}"},
        "k": "",
    }
    assert (root.start, root.end, root.style) == (0, len(text), "plain")
    assert duplicates == [(text.index("g= i"), text.index("g= i") + 1, "g")]
    a, f, k = (root.below(key) for key in "afk")
    assert a is not None
    assert f is not None
    assert k is not None
    assert (text[a.start : a.end], text[f.start : f.end], k.start) == (
        r'b\,c ,d,"e"',
        "{g=[,'h'],g= i , =}}",
        len(text),
    )
    assert f.keys == {"g": duplicates[0][:2], "": (text.index("=}}"), text.index("=}}"))}
    assert isinstance(a.items, list)
    assert [item.style for item in a.items] == ["plain", "plain", '"']


def test_spans_of_empty_values() -> None:
    root, duplicates, _ = read_shorthand("  = ,a=[ , 'b']")
    listed = root.below("a")
    assert duplicates == []
    assert root.keys == {"": (0, 0), "a": (5, 6)}
    assert isinstance(root.items, dict)
    assert (root.items[""].start, root.items[""].end) == (4, 4)
    assert listed is not None
    assert isinstance(listed.items, list)
    assert [(item.start, item.end, item.style) for item in listed.items] == [(9, 9, "plain"), (11, 14, "'")]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a=", "}")])
def test_nesting_beyond_the_limit_is_refused(opening: str, closing: str) -> None:
    text = f"a={opening * MAX_DEPTH}'b'{closing * MAX_DEPTH}"
    value = parse_shorthand(text)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + 200)  # pytest uses a part of the stack
    try:
        assert value == ShorthandParser().parse(text)
    finally:
        sys.setrecursionlimit(limit)
    deeper = f"a=[{text[2:]}]"
    with pytest.raises(ShorthandError, match=f"nested more than {MAX_DEPTH} levels deep") as caught:
        parse_shorthand(deeper)
    assert (caught.value.kind, caught.value.expected, caught.value.key) == ("nesting", None, None)
    assert caught.value.index == deeper.index("'b'") - len(opening)


@pytest.mark.parametrize("opening", ["[", "{a=", "[{a="])
def test_very_deep_nesting_is_refused(opening: str) -> None:
    text = "a=" + opening * 30_000
    assert ours(text)[0] == "nesting"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("a=" + "x," * 20_000 + "b=c", "value"),
        ('a=b,"' + "x," * 65_000, "syntax"),
        ('a=b,"' + '\\",' * 300_000 + "x", "value"),
        ("a=b," + "x\\," * 300_000 + "d=e", "value"),
        ("a=b," + "\\" * 130_000 + "=e", "syntax"),
        ("a=b" + " " * 300_000 + "c", "value"),
        ("a=[b]" + " " * 130_000 + "c", "syntax"),
    ],
    ids=["items", "unclosed", "closed at the last", "escaped commas", "backslashes", "blanks", "gap"],
)
def test_long_texts_take_linear_time(text: str, outcome: str) -> None:
    """Each would take minutes if the time were quadratic."""
    assert ours(text)[0] == outcome


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside").write_text("secret", encoding="utf-8")
    (folder / "text").write_bytes("é, [\r\n".encode())
    (folder / "bytes").write_bytes(b"\xff\r\n")
    (folder / "way-out").symlink_to(tmp_path / "outside")
    (folder / "way-in").symlink_to(folder / "text")
    (folder / "loop").symlink_to(folder / "loop")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("NAME", "text")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "a@=file://text",
        "a@=fileb://bytes",
        "a@=fileb://text,b=file://text",
        "a@=file://./way-in",
        "a@='file://text'",
        "a@=file://~/text",
        "a@='file://${NAME}'",
        "a@=FILE://text",
        "a@=http://text",
        "a@=file://text,file://text,file://x=1",
        "a@=[file://text,[file://text],{b=file://text},file://text]",
        "a@=[{b@=file://text},file://text]",
        "a={b@=file://text,c=file://text}",
        "a@={b=file://text}",
    ],
)
def test_values_are_loaded_from_files(folder: Path, text: str) -> None:
    if text.endswith("file://x=1"):  # the AWS CLI loads x before it reads it as a key
        (folder / "x").touch()
    assert parse_shorthand(text, directory=str(folder)) == ShorthandParser().parse(text)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file://../outside", "is outside "),
        ("file://way-out", "is outside "),
        ("fileb:///etc/passwd", "is outside "),
        ("file://missing", "can't be read: no such file or directory"),
        ("file://", "can't be read: it is not a regular file"),
        ("file://bytes", "is not UTF-8 text; name a binary file with fileb://"),
        ("file://loop", "can't be read: too many levels of symbolic links"),
        ("'file://\x00'", "is not a valid file name"),
    ],
)
def test_files_that_can_not_be_loaded_are_refused(folder: Path, name: str, reason: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(f"a=[],b@={name}", directory=str(folder))
    assert reason in str(caught.value)
    error = caught.value
    assert (error.kind, error.index, error.expected, error.received, error.key) == (
        "file",
        8,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("text", ["a@=file://text", "a@=b,fileb://bytes", "a={b@='file://text'}"])
def test_no_file_is_read_without_a_directory(folder: Path, text: str) -> None:
    assert folder.is_dir()
    for read in (parse_shorthand, read_shorthand):
        with pytest.raises(ShorthandError, match="names a file, but no files are read here"):
            read(text)


HEAVY = "ab=,[]{}\"'\\@: \n\t"
RARE = "AZ09-_.#/|!é\x00\x01\x1b\x1c\x1f\x7f\x85\xa0\u2003\u3000\ud800\uffff\U0001f600\r\x0b\x0c"
noise = st.text(HEAVY, max_size=20) | st.text(HEAVY + RARE, max_size=20)
prefixed = st.builds("{}{}".format, st.sampled_from(["a=", "a=b,", "a=b,c,", "a=[", "a={b=", 'a="', "a=b,'"]), noise)
blanks = st.sampled_from(["", "", "", " ", "\n\t"])
keys = st.sampled_from(["a=", "b =", "c@= ", "Key@\n= ", "x:y=\t", "="])
words = st.sampled_from(["b", "ml.m5.large", "x y", "p=q", r"c\,d", "]", "\\", "", "\xa0z ", "'it,s'", '"d\\"e,f=g"'])


def bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    commas = st.builds("{}{},{}".format, inner, blanks, blanks)
    members = st.builds("{}{}".format, keys, inner)
    return st.one_of(
        st.builds(lambda parts, last: f"[{''.join(parts)}{last}]", st.lists(commas, max_size=3), inner),
        st.builds(lambda parts: "{" + ",".join(parts) + "}", st.lists(members, max_size=3)),
    )


values = st.one_of(
    st.recursive(words, bracketed, max_leaves=6), st.builds(",".join, st.lists(words, min_size=1, max_size=4))
)
documents = st.builds(",".join, st.lists(st.builds("{}{}{}".format, keys, values, blanks), min_size=1, max_size=3))


@given(st.lists(noise | prefixed, min_size=50, max_size=50))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@example([text for text, *_ in (*VALUES, *ERRORS, *DUPLICATES)])
def test_any_text_is_read_as_by_the_aws_cli(texts: list[str]) -> None:
    for text in texts:
        check(text)


@given(documents, st.sampled_from(HEAVY * 3 + RARE))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_valid_and_damaged_texts_are_read_as_by_the_aws_cli(text: str, other: str) -> None:
    check(text)
    for index in range(len(text)):
        check(text[:index] + text[index + 1 :])
        check(text[:index] + other + text[index + index % 2 :])


def check(text: str) -> None:
    outcome = ours(text)
    assert (text, outcome) == (text, awscli(text))
    if outcome[0] == "value":
        root, _, _ = read_shorthand(text)
        assert repr(root.value) == outcome[1]
        check_spans(root, text)


def ours(text: str) -> tuple[Any, ...]:
    try:
        return "value", repr(parse_shorthand(text))
    except ShorthandError as error:
        return error.kind, error.index, error.expected, error.received, error.key


def awscli(text: str) -> tuple[Any, ...]:
    try:
        return "value", repr(ShorthandParser().parse(text))
    except ShorthandParseSyntaxError as error:
        return "syntax", error.index, error.expected, error.actual, None
    except DuplicateKeyInObjectError as error:
        return "duplicate-key", error.index, None, None, error.key


def outline(node: Node, text: str) -> Any:
    """Return a node with the texts of its scalars instead of their values."""
    if isinstance(node.items, dict):
        return {key: outline(below, text) for key, below in node.items.items()}
    if isinstance(node.items, list):
        return [outline(below, text) for below in node.items]
    return text[node.start : node.end]


def check_spans(node: Node, text: str) -> None:
    """Check that each node lies within its parent, and that its text read alone gives its value."""
    assert 0 <= node.start <= node.end <= len(text)
    for key, (start, end) in (node.keys or {}).items():
        assert (text[start:end], node.start <= start <= end <= node.end) == (key, True)
    steps: Any = range(len(node.items)) if isinstance(node.items, list) else node.items or ()
    for step in steps:
        below = node.below(step)
        assert below is not None
        assert below.value is node.value[step]
        assert node.start <= below.start <= below.end <= node.end
        check_spans(below, text)
    if isinstance(node.value, str):
        written = text[node.start : node.end]
        plain = node.style == "plain"
        assert (written.replace("\\,", ",") if plain else parse_shorthand(f"a={written}")["a"]) == node.value


@pytest.mark.parametrize("text", ["a=" + "x" * MAX_VALUE, "a=" + "x" * MAX_LENGTH + "]"])
def test_a_text_beyond_the_limit_is_refused(text: str) -> None:
    assert ours(text)[:2] == ("size", MAX_LENGTH)


def test_a_long_list_is_read() -> None:
    assert parse_shorthand("a=b" + ",c" * MAX_LENGTH) == {"a": ["b"] + ["c"] * MAX_LENGTH}


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("k@=a,file://nope=x", 5),
        ("k@=a,b, file://nope =x", 8),
        ("k@=,file://nope=x", 4),
        (r"k@=a,file://nope\,b=x", 5),
        ("k@=a,file://text@=x", 5),
        ("k@=[a],file://nope=x", None),
        ("k@=a,,file://nope=x", None),
        ("a={k@=b},file://nope=x", None),
        ("k@=a,x=b,file://nope=c", None),
        ("k=a,file://nope=x", None),
    ],
)
def test_a_file_is_loaded_before_its_name_is_read_as_a_key(folder: Path, text: str, index: int | None) -> None:
    if index is None:
        assert parse_shorthand(text, directory=str(folder)) == ShorthandParser().parse(text)
        return
    with pytest.raises(Exception, match="Unable to load paramfile"):
        ShorthandParser().parse(text)
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text, directory=str(folder))
    assert (caught.value.kind, caught.value.index) == ("file", index)


def test_a_syntax_error_is_explained_once_and_not_in_long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    run = lalr._Parser.run

    def count(parse: Any) -> Any:
        texts.append(parse.text)
        return run(parse)

    monkeypatch.setattr(lalr._Parser, "run", count)
    for text in ("a=" + "b," * 10, "a=" + "b," * MAX_LENGTH):
        with pytest.raises(ShorthandError):
            parse_shorthand(text)
    assert texts == ["a=" + "b," * 10]


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_of_garbage_is_as_before_after_a_long_text(*, is_enabled: bool) -> None:
    valid = f"a=[{'b,' * LONG}b]"
    (gc.enable if is_enabled else gc.disable)()
    try:
        assert len(parse_shorthand(valid)["a"]) == LONG + 1
        assert gc.isenabled() is is_enabled
        with pytest.raises(ShorthandError):
            parse_shorthand(f"{valid[:-1]}=")
        assert gc.isenabled() is is_enabled
    finally:
        gc.enable()
