"""Globs mean what they mean in a `.gitignore`, with git itself as the judge; what can't be meant is refused."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircompile.sources.globs import Glob, GlobError, matches

GIT = shutil.which("git") or "git"
STEPS = [
    "a", "b", "ab", "bab", "*", "**", "a*", "*b", "?b", "[ab]", "[!a]b", "*a*b*", "a\\*b", "[!a-b]*", "[]ab]*", "a\\\\b",
    "[[:alpha:]]b", "[^[:space:]]*", "[[]a*", "[a||b]", "[a&&b]*", "[a~~]b", "[!-~]*", "a**b", "***",
]  # fmt: skip
PATTERNS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "!"]),
        st.sampled_from(["", "", "/"]),
        st.lists(st.sampled_from(STEPS), min_size=1, max_size=4).map("/".join),
        st.sampled_from(["", "", "/"]),
    ),
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A repository and the paths of its files and folders, the latter with a slash at their end."""
    folder = tmp_path_factory.mktemp("tree")
    subprocess.run([GIT, "init", "-q", folder], check=True)
    paths = []
    for depth in range(3):
        for above in itertools.product(("da", "a", "bab"), repeat=depth):
            place = "".join(f"{step}/" for step in above)
            (folder / place).mkdir(exist_ok=True)
            paths += [place] if place else []
            for name in ("b", "ab", "axb", "a\\b", "[a"):
                (folder / place / name).touch()
                paths.append(place + name)
    return folder, paths


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patterns=st.lists(PATTERNS, min_size=1, max_size=4))
def test_globs_match_what_git_ignores(tree: tuple[Path, list[str]], patterns: list[str]) -> None:
    folder, paths = tree
    (folder / ".gitignore").write_text("\n".join(patterns) + "\n")
    command = [GIT, "-C", str(folder), "check-ignore", "--no-index", "-z", "--stdin"]
    names = "\0".join(path.rstrip("/") for path in paths)
    ignored = subprocess.run(command, input=names, capture_output=True, text=True, check=False).stdout.split("\0")[:-1]
    globs = [Glob(pattern, str(folder)) for pattern in patterns]
    assert [path.rstrip("/") for path in paths if matches(f"{folder}/{path}", globs)] == ignored


REFUSED = [
    ("../x", "leads outside the folder that it is relative to"),
    ("/../x", "leads outside the folder that it is relative to"),
    ("a/../../x", "leads outside the folder that it is relative to"),
    ("!../x", "leads outside the folder that it is relative to"),
    ("..", "leads outside the folder that it is relative to"),
    ("", "matches nothing"),
    (" ", "matches nothing"),
    ("!", "matches nothing"),
    (".", "matches nothing"),
    ("./", "matches nothing"),
    ("/", "matches nothing"),
    ("a//b", "matches nothing"),
    ("a/./b", "matches nothing"),
    ("#a", r"is a comment: write `\#` for a name that begins with `#`"),
    ("{here}/jobs/old", "is an absolute path: write `/jobs/old`, relative to {here}/"),
    ("jobs\\old", "has a backslash that escapes nothing: write `/` between folders"),
    ("a\\", "ends with a backslash, or has an empty range"),
    ("[z-a]", "ends with a backslash, or has an empty range"),
    ("[[:letter:]]", "ends with a backslash, or has an empty range"),
    ("[]", "has a `[` without `]`"),
    ("[!]", "has a `[` without `]`"),
    ("[ab", "has a `[` without `]`"),
]


@pytest.mark.parametrize(("pattern", "why"), REFUSED)
def test_what_can_not_be_meant_is_refused(pattern: str, why: str) -> None:
    here = str(Path.cwd())
    with pytest.raises(GlobError) as caught:
        Glob(pattern.format(here=here))
    assert caught.value.message.endswith(f" {why.format(here=here)}")


CLASSES = [
    ("[[:alpha:]_]*", "a_1", True),
    ("[[:alpha:]_]*", "1a", False),
    ("[^[:digit:]-]", "-", False),
    ("a[!-]b", "a/b", False),
    ("[]-]", "]", True),
    ("[\\^a]", "\\", False),
    ("[\x01-\x03]\x01", "\x02\x01", True),
    ("\x01", "\x01", True),
]


@pytest.mark.parametrize(("pattern", "name", "is_matched"), CLASSES)
def test_classes(pattern: str, name: str, *, is_matched: bool) -> None:
    assert matches(f"/repo/{name}", [Glob(f"/{pattern}", "/repo")]) == is_matched


OUTSIDE = [
    ("old", True),
    ("**/old", True),
    ("*.yaml", True),
    ("config", False),
    ("/old", False),
    ("jobs/old", False),
    ("./old", False),
]


@pytest.mark.parametrize(("pattern", "is_matched"), OUTSIDE)
def test_names_match_outside_of_the_folder_of_a_glob(pattern: str, *, is_matched: bool) -> None:
    """A configuration that others extend, or that `--config` names, may be elsewhere."""
    assert matches("/repo/jobs/old/a.yaml", [Glob(pattern, "/repo/config")]) == is_matched
    assert matches("/repo/config/old/a.yaml", [Glob(pattern, "/repo/config")]) == (
        pattern not in ("config", "jobs/old")
    )


@pytest.mark.parametrize("pattern", ["*a" * 60 + "b", "/**/a" * 60 + "/b", "**/" + "?*" * 60 + "b", "[ab]*" * 60 + "c"])
@pytest.mark.parametrize("path", ["/" + "a" * 250, "/a" * 250])
def test_the_time_of_a_match_does_not_explode(pattern: str, path: str) -> None:
    assert not matches(path, [Glob("!nothing"), Glob(pattern, "/")])


def test_globs_are_equal_as_values() -> None:
    glob = Glob("jobs/*.yaml", "sub")
    assert repr(glob) == "Glob('jobs/*.yaml', 'sub')"
    assert {glob, Glob("jobs/*.yaml", "sub"), Glob("jobs/*.yaml"), Glob("*.yaml", "sub")} == {
        glob,
        Glob("*.yaml", "sub"),
        Glob("jobs/*.yaml"),
    }
    assert glob not in ("jobs/*.yaml", Glob("jobs/*.yaml"))
