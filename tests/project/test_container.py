"""The Dockerfile passes hadolint, copies what a wheel is built from and nothing else, and ends as a user without rights."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from checkout import ROOT
from processes import sh

TEXT = (ROOT / "Dockerfile").read_text("utf-8")
HADOLINT = Path(sysconfig.get_path("scripts")) / "hadolint"


@pytest.mark.skipif(not HADOLINT.exists(), reason="hadolint is not available for this system")
def test_hadolint_finds_nothing(tmp_path: Path) -> None:
    done = sh(str(HADOLINT), "Dockerfile", cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
    (tmp_path / "Dockerfile").write_text(TEXT.replace("3.13-slim-bookworm", "latest"), "utf-8")
    assert "DL3007" in sh(str(HADOLINT), "Dockerfile", cwd=tmp_path).stdout


def test_the_image_runs_as_a_user_without_rights() -> None:
    *_, last = TEXT.split("FROM ")
    assert re.findall(r"^USER (\d+):(\d+)$", last, re.MULTILINE) == [("65532", "65532")]
    assert re.findall(r"^(?:WORKDIR|ENTRYPOINT) .*$", last, re.MULTILINE) == [
        "WORKDIR /work",
        'ENTRYPOINT ["/opt/ircompile/bin/ircompile"]',
    ]
    assert not re.search(r"^RUN", last, re.MULTILINE)  # nothing is installed beside Python, not even git
    assert (
        len(set(re.findall(r"^FROM (\S+)", TEXT, re.MULTILINE))) == 1
    )  # the environment is moved from one to the other


def test_what_is_copied_makes_the_same_wheel(tmp_path: Path) -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    left_out = shutil.ignore_patterns(*(line.removeprefix("**/") for line in lines if line.startswith("**/")))
    assert "*" in lines
    for name in [line[1:] for line in lines if line.startswith("!")]:
        source, target = ROOT / name, tmp_path / "copied" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=left_out)
        else:
            shutil.copy(source, target)
    wheels: list[bytes] = []
    for folder in (ROOT, tmp_path / "copied"):
        out = tmp_path / f"wheel-{len(wheels)}"
        words = ["-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(folder)]
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        wheels.append(next(out.iterdir()).read_bytes())
    assert wheels[0] == wheels[1]
