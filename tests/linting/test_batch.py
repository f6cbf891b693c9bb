"""Many files: the same findings in the same order with any executor and any size of batch."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dask
import manifests
import pytest
import repositories
from checkout import ROOT
from distributed import LocalCluster

from ircompile.api import load_config
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


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files of all kinds that hold jobs, some with mistakes; one is missing, and one overlay has a mistake."""
    monkeypatch.chdir(tmp_path)
    repositories.configure(tmp_path)
    (tmp_path / "env" / "prod.yaml").write_text("RoleArn: production\n")
    (tmp_path / "jobs").mkdir()
    for number, (name, text) in enumerate(repositories.HOLDING * 2):
        request = (manifests.faulty if number % 3 == 0 else manifests.job)(number)
        (tmp_path / "jobs" / name.format(f"{number:02}")).write_text(text(request))
    (tmp_path / "jobs" / "latin.yaml").write_bytes(b"JobName: \xe9\n")
    return sorted(map(str, [*(tmp_path / "jobs").iterdir(), tmp_path / "jobs" / "missing.yaml"]))


def whole_results(paths: list[str], executor: Executor | None = None) -> list[Any]:
    """Return all that there is to know of each result, in environments."""
    config = load_config(str(Path(paths[0]).parent.parent / "ircompile.toml"))
    return [
        (
            *(it.name, it.error, it.diagnostics, it.failures, it.is_manifest, it.suppressed),
            it.source and (it.source.text, it.source.location(len(it.source.text))),
            {name: layer.text for name, layer in it.layers.items()},
        )
        for it in lint_many(paths, executor=executor, config=config)
    ]


def test_results_in_environments_survive_pickling(jobs: list[str]) -> None:
    alone = whole_results(jobs)
    found = [it for result in alone for it in result[2]]
    assert {it.environments for it in found} > {(), ("prod",)}
    assert any(it.cell for it in found)
    assert {Path(it.filename).name for it in found} > {"prod.yaml", "latin.yaml"}
    assert [it[1] for it in alone if it[0].endswith("missing.yaml")] == ["no such file or directory"]
    assert whole_results(jobs, PicklingExecutor()) == alone


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_give_the_same_results(jobs: list[str], method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "BATCH", 10)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as processes:
        assert whole_results(jobs, processes) == whole_results(jobs)


class FailingExecutor(PicklingExecutor):
    """Fails a task with a file whose name has a mark in it."""

    def __init__(self, mark: str, error: Exception) -> None:
        super().__init__()
        self._mark = mark
        self._error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if any(self._mark in name for name, _ in args[0]):
            future: Future[Any] = Future()
            future.set_exception(self._error)
            return future
        return super().submit(fn, *args, **kwargs)


@pytest.mark.parametrize("batch", [2, 100])
def test_a_task_that_fails_is_run_again_file_by_file(
    jobs: list[str], batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "BATCH", batch)
    alone = whole_results(jobs)
    found = whole_results(jobs, FailingExecutor("train-03", MemoryError("full")))
    (lost,) = (result for result in found if result not in alone)
    assert lost[0].endswith("train-03.py")
    assert lost[1:3] == ("the worker that linted it failed: MemoryError: full", [])
    assert [result[0] for result in found] == jobs
    assert len([result for result in found if result in alone]) == len(jobs) - 1


@pytest.mark.parametrize(("mark", "error"), [("jobs", ImportError("ircompile")), ("train-03", BrokenProcessPool())])
def test_an_executor_that_fails_raises_its_error(
    jobs: list[str], mark: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "BATCH", 1 if mark == "train-03" else 5)
    found = lint_many(jobs, executor=FailingExecutor(mark, error))
    for path in jobs if mark == "train-03" else []:
        if mark in path:
            break
        assert next(found).name == path
    with pytest.raises(type(error)):
        next(found)


def test_a_dask_cluster_gives_the_same_findings(jobs: list[str]) -> None:
    """Dask's workers are separate processes."""
    cluster: Any = LocalCluster  # it has no type hints
    with cluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as workers, workers.get_client() as client:
        assert whole_results(jobs, client.get_executor()) == whole_results(jobs)


def test_a_file_that_ends_a_worker_loses_no_other(jobs: list[str]) -> None:
    """Since no file is known that does, the tasks with one are replaced by the end of the process."""
    cluster: Any = LocalCluster
    settings: Any = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": ":0"}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        cluster(**settings) as workers,
        workers.get_client() as client,
    ):
        executor = client.get_executor()
        submit = executor.submit
        executor.submit = lambda function, files: (
            submit(signal.raise_signal, signal.SIGKILL)
            if any("train-03" in name for name, _ in files)
            else submit(function, files)
        )
        found = whole_results(jobs, executor)
    (lost,) = (result for result, alone in zip(found, whole_results(jobs), strict=True) if result != alone)
    assert lost[0].endswith("train-03.py")
    assert lost[1].startswith("the worker that linted it failed: KilledWorker: ")


def test_an_error_beside_a_file_that_ends_a_worker_is_raised_after_the_results_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look(name: str, *_: object) -> None:
        if name == "b.yaml":
            raise ValueError(name)

    monkeypatch.setattr(batch_module, "look", look)
    batch = [(name, Options(Config(), "warning", is_named=False)) for name in ("a.yaml", "b.yaml", "c.yaml")]
    with ThreadPoolExecutor(1) as executor:
        found, failure, _ = batch_module._found_alone(batch, executor, Run(floor=lambda _: "warning"), OSError())
    assert (found, repr(failure)) == ([(None, ())], "ValueError('b.yaml')")


def test_the_program_of_the_page_works(jobs: list[str], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "many-files.md").read_text("utf-8")
    program = tmp_path / "fleet.py"
    program.write_text(page.partition("<!-- run -->\n```python\n")[2].partition("```")[0], "utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    expected = [
        f"{found.filename}:{found.line}: {found.severity}: {found.message}"
        + (f" [{', '.join(found.environments)}]" if found.environments else "")
        for _, _, diagnostics, *_ in whole_results([it for it in jobs if Path(it).exists()])
        for found in diagnostics
        if found.severity != "info"
    ]
    assert done.stdout.splitlines() == expected


@pytest.mark.parametrize(
    ("floor", "severities"),
    [("info", ["error", "info", "warning"]), ("warning", ["error", "warning"]), ("error", ["error"])],
)
def test_findings_below_the_floor_are_left_out(tmp_path: Path, floor: SeverityName, severities: list[str]) -> None:
    texts = {
        "job.yaml": JOB.format(name="a_b") + "StoppingConditions: {MaxInvocations: 300}\n",
        "page.md": "```python\nclient.create_inference_recommendations_job(\n```\n",  # an info that no rule makes
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in texts]
    for executor in (None, PicklingExecutor()):
        job, page = (
            [str(it.severity) for it in outcome.diagnostics]
            for outcome in lint_many(paths, executor=executor, floor=floor)
        )
        assert (sorted({*job}), page) == (severities, ["info"] * (floor == "info"))


def test_an_unknown_floor_is_refused(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="the floor must be one of error, warning, info, not worst"):
        next(lint_many(paths, floor="worst"))  # type: ignore[arg-type]  # what the test is about
