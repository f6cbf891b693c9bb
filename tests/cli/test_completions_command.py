"""The completions work in the real shells."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT
from console import run
from processes import sh
from shells import why_missing

SHELLS = {
    "bash": """
        source ./script
        COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _shtab_ircompile 2>/dev/null  # compopt complains if no line is being edited
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "fish": "source ./script; complete -C 'ircompile {last}' | string split -f1 \\t",
    "zsh": """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=; fpath=($PWD \\$fpath); autoload -Uz compinit; compinit -u -d ./dump; print rea''dy"
        zpty -r shell line '*ready*'
        zpty -w -n shell $'ircompile {last}\\t'
        zpty -r shell line '*{word}*'
        print -r -- $line
    """,
}
"""Scripts in which a shell completes the last word of a line and prints the candidates."""
COMPLETED = [
    ("li", "lint"),
    ("lint bad.", "bad.yaml"),
    ("lint other.json bad.", "bad.yaml"),
    ("lint --config bad.", "bad.yaml"),
    ("lint --add-ignore bad.", "bad.yaml"),
    ("lint --output-format sar", "sarif"),
    ("lint --severity-floor war", "warning"),
    ("lint --rules poli", "policies"),
    ("baseline update bad.", "bad.yaml"),
    ("rules test poli", "policies"),
]


@pytest.fixture(scope="module", params=SHELLS)
def completing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A shell, and a folder with its completions and some files."""
    shell = request.param
    if why := why_missing(shell):
        pytest.skip(why)
    folder = tmp_path_factory.mktemp(shell)
    printed = sh(sys.executable, "-m", "ircompile", "completions", shell, cwd=ROOT)
    assert printed.returncode == 0, printed.stderr
    (folder / ("_ircompile" if shell == "zsh" else "script")).write_text(printed.stdout)
    (folder / "bad.yaml").touch()
    (folder / "policies").mkdir()
    return shell, folder


@pytest.mark.parametrize(("line", "word"), COMPLETED)
def test_completions(completing: tuple[str, Path], line: str, word: str) -> None:
    shell, folder = completing
    script = SHELLS[shell].format(words=f"ircompile {line}", last=line, word=word)
    done = subprocess.run([shell, "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert word in re.split(r"[\s/\x1b]+", done.stdout), done


def test_without_shtab_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    missing = "ircompile: error: completions require shtab: pip install 'ircompile[completions]'\n[exit 2]\n"
    assert run("ircompile completions bash") == missing
