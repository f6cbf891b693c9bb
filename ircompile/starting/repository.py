"""A new repository of jobs: a configuration, two environments, a job, hooks for pre-commit and a workflow.

The configuration may also be made alone, with comments on its settings.
"""

from __future__ import annotations

from ircompile.package import HERE, __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

FILES: Final = {
    "ircompile.toml": "environments.toml",
    "env/dev.yaml": "dev.yaml",
    "env/prod.yaml": "prod.yaml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/ircompile.yml": "workflow.yml",
    "README.md": "README.md",
}
"""The files of a repository, with the names of their texts among the data of the package."""
EXAMPLES: Final = {
    "<job name>": "churn",
    "<role ARN>": "arn:aws:iam::111122223333:role/inference-recommender",
    "<model package version ARN>": "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1",
    "<endpoint name>": "churn",
    "<instance type>": "ml.c5.xlarge",
}
"""Values for what only the owner of the jobs knows, with which the repository passes its own checks."""


def repository_files() -> dict[str, str]:
    """Return the texts of the files of a repository, without its job, by their names in it."""
    return {name: _text(source) for name, source in FILES.items()}


def _text(name: str) -> str:
    with open(f"{HERE}/starting/repository/{name}", encoding="utf-8") as file:
        return file.read().replace("{version}", __version__)


def configuration() -> str:
    """Return the text of an `ircompile.toml` whose settings are mostly comments."""
    with open(f"{HERE}/starting/settings.toml", encoding="utf-8") as file:
        return file.read()
