"""Links are followed within a repository only, and a link that is put in the way of a writer changes nothing outside."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ircompile.sources import atomic
from ircompile.sources.atomic import replace, replace_all
from ircompile.sources.destination import destination

PATHS = [
    ("file", "repo/file"),
    ("./sub/../new", "repo/new"),
    ("../outside/new", "outside/new"),
    ("{tmp}/outside/new", "outside/new"),
    ("to-file", "repo/file"),
    ("to-sub/new", "repo/sub/new"),
    ("to-sub/../new", "repo/new"),
    ("sub/up/new", "repo/new"),
    ("chain", "repo/file"),
    ("dangling", "repo/sub/none"),
    ("absolute/new", "repo/sub/new"),
    ("out-and-back", "repo/file"),
    ("../to-repo/file", "repo/file"),
    ("out-file", "the link out-file leads outside the repository, to {tmp}/outside/file"),
    ("out-dangling", "the link out-dangling leads outside the repository, to {tmp}/outside/none"),
    ("out-absolute", "the link out-absolute leads outside the repository, to {tmp}/outside/file"),
    ("out/new", "the link out leads outside the repository, to {tmp}/outside/new"),
    ("out", "the link out leads outside the repository, to {tmp}/outside"),
    ("out/../new", "the link out leads outside the repository, to {tmp}/new"),
    ("chain-out", "the link chain-out leads outside the repository, to {tmp}/outside/file"),
    ("sub/up/out/new", "the link sub/up leads outside the repository, to {tmp}/outside/new"),
    ("{tmp}/repo/out-file", "the link out-file leads outside the repository, to {tmp}/outside/file"),
    ("../to-file", "the link {tmp}/to-file leads outside the repository, to {tmp}/outside/file"),
    ("device", "the link device leads outside the repository, to /dev/null"),
    ("hooks/new", "the link hooks leads outside the repository, to {tmp}/repo/.git/hooks/new"),
    ("other/to-own", "repo/other/own"),
    ("circle", "Too many levels of symbolic links"),
]
LINKS = {
    "to-file": "file",
    "to-sub": "sub",
    "sub/up": "..",
    "chain": "to-file",
    "dangling": "sub/none",
    "absolute": "{tmp}/repo/sub",
    "out-and-back": "../outside/to-repo/file",
    "../outside/to-repo": "../repo",
    "../to-repo": "repo",
    "../to-file": "outside/file",
    "out-file": "../outside/file",
    "out-dangling": "../outside/none",
    "out-absolute": "{tmp}/outside/file",
    "out": "../outside",
    "chain-out": "out-file",
    "device": "/dev/null",
    "hooks": ".git/hooks",
    "other/to-own": "own",
    "circle": "circle",
}


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a repository, which is the working directory, a folder outside of it, and many links."""
    for folder in ("repo/.git/hooks", "repo/sub", "repo/other/.git", "outside"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "outside" / "file").write_text("as it was")
    (tmp_path / "repo" / "file").write_text("old")
    monkeypatch.chdir(tmp_path / "repo")
    for name, target in LINKS.items():
        Path(name).symlink_to(target.format(tmp=tmp_path))
    return tmp_path


@pytest.mark.parametrize(("name", "expected"), PATHS, ids=[name for name, _ in PATHS])
def test_links_are_followed_within_the_repository(linked: Path, name: str, expected: str) -> None:
    try:
        found = str(Path(destination(name.format(tmp=linked))).relative_to(linked))
    except OSError as error:
        found = str(error.strerror).partition(": ")[0]
    assert found == expected.format(tmp=linked)


@pytest.mark.parametrize("folder", ["/dev/stdout", "/dev/fd", "/tmp", "/bin"])  # noqa: S108  nothing is written there
def test_the_links_of_the_system_are_trusted(folder: str) -> None:
    """Those in the root are resolved, and those in /dev stay as they are."""
    if not os.path.exists(folder):
        pytest.skip(f"there is no {folder} here")
    assert destination(f"{folder}/x") == (folder if "dev" in folder else os.path.realpath(folder)) + "/x"


def test_without_a_repository_links_are_followed_within_their_folder(linked: Path) -> None:
    (linked / "repo" / ".git" / "hooks").rmdir()
    (linked / "repo" / ".git").rmdir()
    for name, expected in (
        ("to-file", "file"),
        ("to-sub/new", "sub/new"),
        ("dangling", "sub/none"),
        ("sub/up/new", ""),
    ):
        if expected:
            assert destination(name) == str(linked / "repo" / expected)
        else:
            with pytest.raises(OSError, match="the link sub/up leads outside its folder, to "):
                destination(name)
    with pytest.raises(OSError, match=f"the link {linked}/to-file leads outside its folder, to {linked}/outside/file"):
        destination("../to-file")


def test_nothing_is_written_if_one_of_the_files_leads_out(linked: Path) -> None:
    before = sorted(linked.rglob("*"))
    with pytest.raises(OSError, match="out-file leads out") as caught:
        replace_all({"file": b"new", "deep/er/new": b"new", "out-file": b"new"})
    assert caught.value.filename == "out-file"
    assert sorted(linked.rglob("*")) == before
    assert (linked / "repo" / "file").read_text() == "old"


def swap(linked: Path) -> None:
    """Put a link that leads out into the place of the folder `sub`."""
    (linked / "repo" / "sub").rename(linked / "repo" / "moved")
    (linked / "repo" / "sub").symlink_to("../outside")


@pytest.mark.parametrize("step", ["_stream", "_beside", "_backup"])
def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(
    linked: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whether it is swapped before it is opened, or after."""
    before = sorted((linked / "outside").iterdir())
    real: Callable[..., object] = getattr(atomic, step)

    def swapped(*arguments: object) -> object:
        swap(linked)
        return real(*arguments)

    monkeypatch.setattr(atomic, step, swapped)
    if step == "_stream":
        with pytest.raises(OSError, match=r"Not a directory|symbolic links") as caught:
            replace("sub/file", b"new")
        assert caught.value.filename == "sub/file"
    else:
        replace_all({"sub/file": b"new"}, lambda: None)
        assert (linked / "repo" / "moved" / "file").read_bytes() == b"new"
    assert sorted((linked / "outside").iterdir()) == before
    assert (linked / "outside" / "file").read_text() == "as it was"


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(
    linked: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]
) -> None:
    target = linked / "repo" / "sub" / "file"
    make(target)
    write = atomic._write

    def swapped(*arguments: object, **options: object) -> object:
        target.unlink()
        target.symlink_to(linked / "outside" / "file")
        return write(*arguments, **options)  # type: ignore[arg-type]  # they are those of the original

    monkeypatch.setattr(atomic, "_write", swapped)
    if make is os.mkfifo:
        with pytest.raises(OSError, match="symbolic links"):
            replace("sub/file", b"new")
    else:
        replace("sub/file", b"new")
        assert target.read_bytes() == b"new"
    assert (linked / "outside" / "file").read_text() == "as it was"
