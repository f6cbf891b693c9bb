"""Many files: the same findings in the same order with any executor and any size of batch."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from checkout import ROOT
from distributed import LocalCluster

from ircompile.config.file import ConfigError
from ircompile.config.settings import Config
from ircompile.linting import batch as batch_module
from ircompile.linting.batch import Options, lint_many
from ircompile.linting.linter import Run

if TYPE_CHECKING:
    from ircompile.findings.finding import SeverityName

JOB = """\
JobName: {name}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {{ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3'}}
"""
LONG = "a-name-of-more-than-forty-characters-for-a-job-{}"
NAMES = ["one", "two", "no_name", "one", *(LONG.format(end) for end in ("a", "b")), "three", "two", "one"]
"""Names of jobs, some of which clash, in neighbouring and in distant files."""


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    files = [tmp_path / f"{number}.yaml" for number, _ in enumerate(NAMES)]
    for file, name in zip(files, NAMES, strict=True):
        file.write_text(JOB.format(name=name))
    files.insert(3, tmp_path / "missing.yaml")
    return [str(file) for file in files]


def results(paths: list[str], executor: Executor | None = None, floor: SeverityName = "info") -> list[Any]:
    found = lint_many(paths, executor=executor, floor=floor)
    return [(it.name, it.error, it.diagnostics, it.source and it.source.text) for it in found]


class PicklingExecutor(Executor):
    """Runs tasks immediately; they and their results are pickled and unpickled."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        task = pickle.dumps((fn, args, kwargs))
        self.sizes.append(len(task))
        function, given, named = pickle.loads(task)  # noqa: S301  our own
        future.set_result(pickle.loads(pickle.dumps(function(*given, **named))))  # noqa: S301  our own
        return future


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
@pytest.mark.parametrize("floor", ["info", "warning", "error"])
def test_order_and_findings_do_not_depend_on_the_executor(
    paths: list[str], batch: int, floor: SeverityName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "BATCH", batch)
    alone = results(paths, floor=floor)
    assert [name for name, *_ in alone] == paths
    assert results(paths, PicklingExecutor(), floor) == alone
    with ThreadPoolExecutor(2) as threads:
        assert results(paths, threads, floor) == alone


def test_names_clash_across_tasks(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "BATCH", 1)
    found = {
        Path(it.name).stem: [found.rule for found in it.diagnostics]
        for it in lint_many(paths, executor=PicklingExecutor())
    }
    clashes = {name for name, rules in found.items() if {"job-name-duplicate", "job-name-prefix-collision"} & {*rules}}
    assert clashes == {"3", "5", "7", "8"}


def test_a_name_clash_names_the_first_job(tmp_path: Path) -> None:
    """Also if another region has a job with that name."""
    jobs = [JOB.format(name=LONG.format(end)) for end in ("a", "a", "b")]
    jobs[1] = jobs[1].replace("eu-west-1", "us-east-1")
    for number, job in enumerate(jobs):
        (tmp_path / f"{number}.yaml").write_text(job)
    paths = [str(tmp_path / f"{number}.yaml") for number, _ in enumerate(jobs)]
    for executor in (None, PicklingExecutor()):
        *_, last = lint_many(paths, executor=executor, floor="warning")
        assert [found.label for found in last.diagnostics] == [f"like {paths[0]}:1"]


def test_a_path_given_twice_is_one_job(paths: list[str]) -> None:
    one = paths[2]
    for executor in (None, PicklingExecutor()):
        assert [len(it.diagnostics) for it in lint_many([one, one], executor=executor)] == [2, 2]


def test_an_error_is_raised_at_its_position(paths: list[str], tmp_path: Path) -> None:
    """Both an error of the iterable of paths, and one that concerns all files."""

    def some() -> Iterator[str]:
        yield from paths[:2]
        raise KeyError

    for executor in (None, PicklingExecutor()):
        found = lint_many(some(), executor=executor)
        assert [next(found).name, next(found).name] == paths[:2]
        with pytest.raises(KeyError):
            next(found)
        with pytest.raises(ConfigError, match=r"known\.json: the baseline can't be read"):
            next(lint_many(paths, executor=executor, config=Config(baseline=str(tmp_path / "known.json"))))


def test_closing_the_iterator_cancels_the_remaining_tasks(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "BATCH", 1)
    futures: list[Future[Any]] = []

    class Slow(PicklingExecutor):
        """Runs the first task only."""

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            futures.append(super().submit(fn, *args, **kwargs) if not futures else Future())
            return futures[-1]

    found = lint_many(paths, executor=Slow())
    assert next(found).name == paths[0]
    assert isinstance(found, Generator)
    found.close()
    assert [future.cancelled() for future in futures] == [False, *[True] * (len(futures) - 1)]
    assert len(futures) > 2


def test_tasks_are_small(paths: list[str]) -> None:
    executor = PicklingExecutor()
    options = Options(Config())
    list(batch_module.outcomes([(path, options) for path in paths * 100], executor, Run()))
    assert len(executor.sizes) == 10
    assert max(executor.sizes) < 150 * batch_module.BATCH  # mostly the names of files


def test_a_dask_cluster_gives_the_same_findings(paths: list[str]) -> None:
    """Dask's workers are separate processes."""
    cluster: Any = LocalCluster  # it has no type hints
    with cluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as workers, workers.get_client() as client:
        assert results(paths, client.get_executor()) == results(paths)


def test_the_program_of_the_page_works(paths: list[str], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "many-files.md").read_text("utf-8")
    program = tmp_path / "fleet.py"
    program.write_text(page.partition("<!-- run -->\n```python\n")[2].partition("```")[0], "utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    expected = [
        f"{found.filename}:{found.line}: {found.severity}: {found.message}"
        for it in lint_many(sorted(path for path in paths if Path(path).exists()), floor="warning")
        for found in it.diagnostics
    ]
    assert done.stdout.splitlines() == expected


def test_an_unknown_floor_is_refused(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="the floor must be one of error, warning, info, not worst"):
        next(lint_many(paths, floor="worst"))  # type: ignore[arg-type]  # what the test is about
