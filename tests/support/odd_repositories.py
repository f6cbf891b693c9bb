"""Random repositories in which much is odd: names, links, encodings, overlays, settings, and jobs in every language."""

from __future__ import annotations

import json
import os
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from ircompile.emitting.json_body import json_body

CANARY = "EXECUTED"
"""The name of the file that programs in the repository would write if they were run."""
OUTSIDE = "/tmp/ircompile-outside"  # noqa: S108  nothing writes there
"""Where some jobs and folders lead, which does not exist."""
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
REQUEST = f"""\
JobName: {{name}}
JobType: {{kind}}
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig: {{{{ModelPackageVersionArn: "{PACKAGE}", JobDurationInSeconds: {{duration}}}}}}
"""
JSON = f"""{{{{"JobName": "{{name}}", "JobType": "{{kind}}", "RoleArn": "arn:aws:iam::123456789012:role/recommender",
"InputConfig": {{{{"ModelPackageVersionArn": "{PACKAGE}", "JobDurationInSeconds": {{duration}}}}}}}}}}"""
CALL = "boto3.client('sagemaker').create_inference_recommendations_job(JobName='{name}', JobType='{kind}', **request)"
PYTHON = (
    f"import boto3, pathlib\npathlib.Path('{CANARY}').touch()\nrequest = {{{{'RoleArn': open('x').read()}}}}\n{CALL}\n"
)
SHELL = (
    f"#!/bin/sh\ntouch {CANARY}\n"
    "aws sagemaker create-inference-recommendations-job --job-name {name} --job-t {kind} --role-arn $(touch EXECUTED) "
    '--input-config file://{name}.json --tags "Key=`touch EXECUTED`,Value=x"\n'
)
STATE = (
    '{{"States": {{"A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob", '
    '"Parameters": {{"JobName": "{name}", "JobType.$": "$.x"}}, "End": true}}}}}}'
)
WORKFLOW = "on: push\njobs:\n  a:\n    steps:\n    - run: |\n        " + SHELL.replace("\n", "\n        ")
MAKEFILE = "all:\n\ttouch EXECUTED\n\t@aws sagemaker create-inference-recommendations-job --job-name {name} --job-t $(shell touch EXECUTED)\n"
DOCKERFILE = (
    "FROM x\nRUN touch EXECUTED && aws sagemaker create-inference-recommendations-job --job-name {name}\n"
    'CMD ["aws", "sagemaker", "create-inference-recommendations-job", "--job-type", "{kind}"]\n'
)
PAGE = f"# Page\n\n```python\n{PYTHON}```\n\n```sh\n{SHELL}```\n\n```yaml\n{REQUEST}```\n\n```json\n{STATE}\n```\n"
RST = "Page\n====\n\n.. code-block:: sh\n\n    " + SHELL.replace("\n", "\n    ") + "\nText::\n\n    {name}\n"
NAMES = (
    "a",
    "job",
    "é",
    "模型",
    "a b",
    "#",
    "%0A",
    "-x",
    "--fix",
    "a'b",
    'a"b',
    "$(touch EXECUTED)",
    "*",
    "[a]",
    "a\nb",
    ".a",
    "A",
    "JOB",
    "b\udcff",
    "x\x1b[31m",
    "y\u202ez",
    "n" * 200,
    "::error::x",
)
ENDINGS = (
    ".yaml", ".yml", ".json", ".py", ".ipynb", ".md", ".sh", ".asl.json", ".tf", "", ".YAML", ".rst", ".mk", ".dockerfile", ".asl",
)  # fmt: skip
JOB_NAMES = ("churn", "a_b", "../../outside/up", OUTSIDE, "", "null", "{{env}}", "x" * 70, "CHURN", '"\\u0000"', "é")
OVERLAYS = (
    "env/{name}.yaml", "env/{stem}.{name}.yaml", "env/{env}.yaml", "none.yaml", "../outside/secret.yaml", "/etc/passwd", "loop.yaml", "env",
    "jobs/../env/dev.yaml", "a\0b", "env/*.yaml",
)  # fmt: skip
FOLDERS = ("out", "out/dev", "build", "jobs", "../outside", "link", OUTSIDE, "", "out/{env}", ".", "loop")
SETTINGS = (
    'min-confidence = "inferred"',
    'fail-on = "never"',
    'baseline = "known.json"',
    'extend-ignore = ["unused-ignore"]',
)
WRONG = (
    "x = 1",
    'rules = ["rules"]',
    'select = "all"',
    "[",
    'model = "../outside/model.json"',
    'schemas = ["/etc/passwd"]',
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp037")


LINE_ENDS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
    lambda data: data.rstrip(b"\n"),
    lambda data: data + b"# " + b"x" * 100_000,
    lambda data: data.replace(b"\n", b" " * 20_000 + b"\n", 1),
    lambda _: b"",
)
"""What is done with the lines of a text."""


class OddRepository:
    """Writes one repository.

    Args:
        folder: An empty folder; the repository is in `repository`, and what it may not change in `outside`.
        seed: What it is made of.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  the same repository for a seed
        self.outside = folder / "outside"
        self.root = folder / "repository"
        for path in (self.outside, self.root / ".git"):
            path.mkdir(parents=True)
        (self.outside / "secret.yaml").write_text("Tags: [{Key: a, Value: secret}]\n")
        (self.outside / "hard.yaml").write_text(REQUEST.format(name="a_b", kind="default", duration=60))
        (self.outside / "ircompile.toml").write_text('[compile]\nout-dir = "x"\n')
        (self.outside / "churn.json").write_text(json.dumps({"JobName": "churn"}))
        self._is_calm = self._is(0.7)
        self._write(self.root / "ircompile.toml", self._configuration().encode())
        for _ in range(self._random.randint(1, 8)):
            self._add_file()
        for _ in range(self._random.randint(0, 3)):
            self._add_overlay()
        for _ in range(self._random.randint(0, 1 if self._is_calm else 3)):
            self._add_link()
        if not self._is_calm:
            self._add_special_file()
        if self._is(0.3):
            self._write(self.root / "out" / "gone.json", json_body({"JobName": "gone"}).encode())
            self._write(self.root / "out" / "notes.json", b'{"JobName": "kept"}')

    def _is(self, share: float) -> bool:
        return self._random.random() < share

    def _configuration(self) -> str:
        dice = self._random
        folders, overlays = (FOLDERS[:4], OVERLAYS[:2]) if self._is_calm else (FOLDERS, OVERLAYS)
        lines = ["[lint]", *dice.sample(SETTINGS, dice.choice((0, 0, 1, 2)))]
        lines += [dice.choice(WRONG)] if not self._is_calm and self._is(0.3) else []
        lines += ["[compile]", f"out-dir = {json.dumps(dice.choice(folders))}"]
        lines += ['file-name = "{env}/{JobName}.json"'] if self._is(0.1) else []
        names = ("dev", "prod", "test") if self._is_calm else ("dev", "prod", "é x", "../x")
        for name in dice.sample(names, dice.choice((0, 1, 2, 2, 3))):
            lines.append(f"[environments.{json.dumps(name)}]")
            chosen = [it.replace("{name}", name) for it in dice.sample(overlays, dice.randint(0, 2))]
            if self._is_calm and f"env/{name}.yaml" in chosen:
                self._write(self.root / "env" / f"{name}.yaml", b"JobDescription: of this environment\n")
            lines.append(f"overlay = {json.dumps(chosen)}")
            lines += [f"out-dir = {json.dumps(f'out/{name}' if self._is_calm else dice.choice(folders))}"] * self._is(
                0.8
            )
            lines += ['job-name = "{JobName}-{env}"'] * self._is(0.3)
            lines += [
                f"include = {json.dumps([dice.choice(('jobs/', '*.yaml') if self._is_calm else ('../**', 'none'))])}"
            ] * self._is(0.1)
        return "\n".join([*lines, ""])

    def _add_file(self) -> None:
        dice = self._random
        ending = dice.choice(ENDINGS[:2] if self._is(0.5) else ENDINGS)
        path = self.root / dice.choice(("", "jobs", "jobs/deep/er", "env")) / (dice.choice(NAMES) + ending)
        text = self._text(ending).format(
            name=f"churn-{dice.randrange(1000)}" if self._is_calm else dice.choice(JOB_NAMES),
            kind="Default" if self._is_calm else dice.choice(("Default", "Advanced", "default")),
            duration=3600 if self._is_calm else dice.choice((3600, 20000, '"1"', "null", "1e400")),
        )
        data = text.encode("utf-8" if self._is_calm else dice.choice(ENCODINGS), "replace")
        data = dice.choice(LINE_ENDS)(data) if self._is(0.2) else data
        if data and self._is(0.02 if self._is_calm else 0.15):
            at = dice.randrange(len(data))
            data = data[:at] + dice.choice((b"\0", b"\xff", b"\x1b[31m", b"'", b"\r", b"[" * 500, b"")) + data[at + 1 :]
        self._write(path, data)

    def _text(self, ending: str) -> str:
        cell = {"cell_type": "code", "source": ["!touch EXECUTED\n", PYTHON], "metadata": {}, "outputs": []}
        notebook = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).replace("{", "{{")
        others = {
            ".json": JSON,
            ".py": PYTHON,
            ".ipynb": notebook.replace("}", "}}").replace("{{{{name}}}}", "{name}"),
            ".md": PAGE,
            ".rst": RST,
            ".mk": MAKEFILE,
            ".dockerfile": DOCKERFILE,
            ".asl": STATE,
            ".sh": SHELL,
            ".asl.json": STATE,
            ".yml": self._random.choice((WORKFLOW, REQUEST)),
        }
        return others.get(ending, REQUEST + ("---\n" + REQUEST) * self._is(0.2))

    def _add_overlay(self) -> None:
        dice = self._random
        path = self.root / "env" / dice.choice(("dev.yaml", "prod.yaml", "job.dev.yaml", "a.prod.yaml"))
        text = dice.choice(
            ("JobDescription: x\n", "Tags: [{Key: a, Value: b}]\n") if self._is_calm else
            ("JobName: null\n", "Tags: 5\n", "InputConfig: {JobDurationInSeconds: 60}\n", "[]", "", "a: [", "JobName: b\n")
        )  # fmt: skip
        self._write(path, text.encode("utf-8" if self._is_calm else dice.choice(ENCODINGS)))

    def _add_link(self) -> None:
        name, target = self._random.choice(
            (
                ("link", "../outside"), ("loop.yaml", "loop.yaml"), ("loop", "."), ("up.yaml", "../outside/secret.yaml"), ("env/dev.yaml", "/etc/passwd"),
                ("out", "../outside"), ("jobs/none.yaml", "nowhere"), ("endless.yaml", "/dev/zero"), ("out/churn.json", "../../outside/churn.json"),
                ("known.json", "../outside/known.json"),
            )
        )  # fmt: skip
        path = self.root / name
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)

    def _add_special_file(self) -> None:
        """Add what is neither a plain file nor a link, a second name of a file outside, or a folder that is read-only."""
        dice = self._random
        path = (
            self.root
            / dice.choice(("jobs", "env", "out", ""))
            / dice.choice(("special.yaml", "dev.yaml", "churn.json"))
        )
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            what = dice.choice(("pipe", "socket", "folder", "second name", "read-only", "chain"))
            if what == "pipe":
                os.mkfifo(path)
            elif what == "socket":
                with socket.socket(socket.AF_UNIX) as server:
                    server.bind(os.path.relpath(path))  # a longer path may be too long
            elif what == "folder":
                path.mkdir()
            elif what == "second name":
                os.link(self.outside / "hard.yaml", path)
            elif what == "read-only":
                path.parent.chmod(0o555)
            else:
                path.symlink_to("step.yaml")
                (path.parent / "step.yaml").symlink_to(os.path.relpath(self.outside / "secret.yaml", path.parent))

    def _write(self, path: Path, data: bytes) -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def content(folder: Path) -> dict[str, bytes | str]:
    """Return the content of all files below a folder, the targets of its links and the kinds of others, by path."""
    found: dict[str, bytes | str] = {}
    for base, folders, names in os.walk(folder):
        for path in (Path(base, name) for name in (*names, *folders)):
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                found[str(path.relative_to(folder))] = os.readlink(path)
            elif not stat.S_ISDIR(mode):
                found[str(path.relative_to(folder))] = path.read_bytes() if stat.S_ISREG(mode) else stat.filemode(mode)
    return found
