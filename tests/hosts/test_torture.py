"""Damaged files of every language: exit codes 0 to 2, no internal error, in every format; and files of odd kinds."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from checkout import TESTS
from console import run

from ircompile.reporting import FORMATS

SEEDS = TESTS / "fuzz" / "seeds"
NAMES = {
    "python": "{}.py",
    "notebook": "{}.ipynb",
    "markdown": "{}.md",
    "state_machine": "{}.asl.json",
    "script": "{}.sh",
}
"""The names of files that are made from the seeds of a fuzzing target."""
CALL = b"\nc.create_inference_recommendations_job(JobName='a_b')\n"
NUMBER = 30
"""The damaged files that are made of each language."""


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _swapped(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[at:] + data[:at]


def _inserted(what: bytes) -> Callable[[bytes, random.Random], bytes]:
    def inserted(data: bytes, dice: random.Random) -> bytes:
        at = dice.randrange(len(data))
        return data[:at] + what + data[at:]

    return inserted


def _overwritten(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(9):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


DAMAGE: list[Callable[[bytes, random.Random], bytes]] = [
    _cut,
    _swapped,
    _overwritten,
    *map(_inserted, (b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"(" * 2000, b"[{" * 2000, b"x" * 100_000, b"\n" * 5000)),
    *map(_inserted, (b"```", b'"""', b"%%bash\n", b"<<EOF\n", b"\\", b"${", b"&a *a ", b"# ircompile: ignore[", b"\r")),
    lambda data, _: data.replace(b"\n", b"\r"),
    lambda data, _: data.replace(b" ", b"\t"),
    lambda data, _: b"# coding: rot13\n" + data,
    lambda data, _: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data, _: b"\xef\xbb\xbf" + data * 20,
]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with damaged files."""
    folder = tmp_path_factory.mktemp("damaged")
    dice = random.Random(1)  # noqa: S311  the same files in every run
    for target, name in NAMES.items():
        seeds = [it.read_bytes() + (CALL if target == "python" else b"") for it in sorted((SEEDS / target).iterdir())]
        for number in range(NUMBER):
            damage = DAMAGE[number % len(DAMAGE)]
            (folder / name.format(number)).write_bytes(damage(dice.choice(seeds), dice))
    return folder


@pytest.mark.parametrize("format_", FORMATS)
def test_damaged_files_are_reported_in_every_format(damaged: Path, format_: str) -> None:
    printed = run(f"ircompile lint {damaged} --isolated --output-format {format_}")
    assert printed.endswith(("[exit 1]\n", "[exit 2]\n"))
    assert "internal error" not in printed


@pytest.mark.parametrize("options", ["--diff --unsafe-fixes", "--add-ignore=x --diff", "--hosts python", "--jobs 2"])
def test_damaged_files_are_fixed_or_left_alone(damaged: Path, options: str) -> None:
    before = {it: it.read_bytes() for it in damaged.iterdir()}
    printed = run(f"ircompile lint {damaged} --isolated {options}")
    assert "internal error" not in printed
    assert {it: it.read_bytes() for it in damaged.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.ipynb", b'{"cells": [' + b"[" * 100_000 + b"create_inference_recommendations_job", "snippet-unread"),
        ("a.py", b"x = " + b"(" * 100_000 + CALL, "snippet-unread"),
        (
            "a.py",
            b"a = 'x'\n" + b"a = a + a\n" * 100 + b"c.create_inference_recommendations_job(JobName=a, **r)\n",
            "nothing found",
        ),
        (
            "a.asl.json",
            b'{"a": ' * 100_000 + b'"arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob',
            "snippet-unread",
        ),
        ("a.sh", b"$(" * 50_000 + b"aws sagemaker create-inference-recommendations-job --job-name a", "snippet-unread"),
        ("a.ipynb", b'{"x": "' + b"A" * 9_000_000 + b'", "y": "create_inference_recommendations_job"}', "[exit 2]"),
    ],
)
def test_nesting_size_and_work_are_bounded(repository: Path, name: str, data: bytes, told: str) -> None:
    (repository / name).write_bytes(data)
    printed = run(f"ircompile lint {name} --isolated --output-format concise")
    assert told in printed
    assert "internal error" not in printed


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_files_of_odd_kinds_do_not_stop_a_walk(repository: Path) -> None:
    for ending in ("py", "ipynb", "md", "sh", "json"):
        os.mkfifo(repository / f"pipe.{ending}")
        (repository / f"endless.{ending}").symlink_to("/dev/zero")
        (repository / f"lost.{ending}").symlink_to("nowhere")
    (repository / "loop").symlink_to(".")
    printed = run("ircompile lint . --isolated")
    assert "internal error" not in printed
    assert "1 file checked" in printed
