"""The functions that the package exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from jobs import JOB

import ircompile
from ircompile import lint


@pytest.mark.parametrize("text", [None, 5, bytearray(b"x"), ["x"]])
def test_lint_refuses_values_that_are_no_text(text: object) -> None:
    with pytest.raises(TypeError, match="text must be str or bytes"):
        lint(text, "a.yaml")  # type: ignore[arg-type]  # the wrong type is the test


def test_a_text_is_linted_and_compiled_as_an_environment_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("prod.yaml").write_text("JobDescription: null\nTags: Key=stage,Value=prod\nRoleArn: nobody\n")
    Path("ircompile.toml").write_text(
        '[environments.dev]\n[environments.prod]\noverlay = ["prod.yaml"]\ninclude = ["job.yaml"]\n'
    )
    config = ircompile.load_config("ircompile.toml")
    text = f"{JOB}JobDescription: x\nTags: Key=team,Value=ml\n"
    found = [it for it in ircompile.lint(text, "job.yaml", config=config) if it.severity == "error"]
    assert [(it.filename, it.rule, it.environments) for it in found] == [
        ("prod.yaml", "bad-length", ("prod",)),
    ]
    (related,) = found[0].related
    assert (related.filename, related.line) == ("job.yaml", 3)
    assert [
        it for it in ircompile.lint(text, "job.yaml", config=config, environment="dev") if it.severity == "error"
    ] == []
    with pytest.raises(ircompile.InvalidManifest, match=r"^prod\.yaml:3:10: "):
        ircompile.compile(text, "job.yaml", config=config, environment="prod")
    Path("prod.yaml").write_text("JobName: prod\nJobDescription: null\nTags: Key=stage,Value=prod\n")
    (request,) = ircompile.compile(text, "job.yaml", config=config, environment="prod")
    assert request["Tags"] == [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "prod"}]
    assert "JobDescription" not in request
    assert ircompile.compile(text, "job.yaml", config=config) == ircompile.compile(text, "job.yaml")
    with pytest.raises(ircompile.UserError, match="unknown environment prd, did you mean `prod`"):
        ircompile.compile(text, "job.yaml", config=config, environment="prd")
    with pytest.raises(ircompile.UserError, match=r"the environment `prod` does not include other\.yaml"):
        ircompile.lint(text, "other.yaml", config=config, environment="prod")
