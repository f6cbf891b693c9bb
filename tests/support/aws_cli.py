"""The real AWS CLI (version 1), run in worker processes: what it would send, and how it refuses.

`send_all` starts worker processes (this file as a program) with an environment of their own, so that no
configuration of the machine has an effect. A worker imports the CLI once and gives each command line a fresh driver;
the request is intercepted before it is sent, so nothing reaches a network.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "COLUMNS": "80",
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "PATH": os.defpath,
}


class Sent(NamedTuple):
    """The result of one command line: the body of the request if one would be sent, the exit code, stderr."""

    body: dict[str, Any] | None
    code: int
    stderr: str

    @property
    def kind(self) -> str | None:
        """How the CLI refused, as a `CommandError.kind`; None if it did not, as for help."""
        if self.code == 0:
            return None
        for kind, mark in (
            ("unknown-options", "Unknown options: "),
            ("usage", "aws: error: "),
            ("param", "\nError parsing parameter "),
            ("validation", "\nParameter validation failed:"),
        ):
            if mark in self.stderr:
                return kind
        return "exception"


def send(argv: Sequence[str], directory: Path) -> Sent:
    """Run one command line (its first word is "aws") in `directory`."""
    return send_all([argv], directory)[0]


def send_all(argvs: Sequence[Sequence[str]], directory: Path) -> list[Sent]:
    """Run many command lines in `directory`, spread over the machine's processors."""
    count = min(os.cpu_count() or 1, len(argvs) // 20 + 1)
    with ThreadPoolExecutor(count) as pool:
        parts = list(pool.map(lambda part: _work(part, directory), (argvs[start::count] for start in range(count))))
    return [parts[index % count][index // count] for index in range(len(argvs))]


def _work(argvs: Sequence[Sequence[str]], directory: Path) -> list[Sent]:
    done = subprocess.run(
        [sys.executable, __file__],
        cwd=directory,
        env=ENVIRONMENT,
        input=json.dumps(list(argvs)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the worker failed: {done.stderr}")
    return [Sent(body and json.loads(body), code, stderr) for body, code, stderr in json.loads(done.stdout)]


def _main() -> None:
    """Run as a worker: read a list of argv from stdin, write body, exit code and stderr of each to stdout."""
    import awscli.clidriver  # noqa: F401  must come before botocore, since it ships its own

    _prepare()
    loader = _driver().session.get_component("data_loader")
    operations = loader.load_service_model("sagemaker", "service-2")["operations"]
    for name in operations.keys() - {"CreateInferenceRecommendationsJob"}:
        del operations[name]  # each driver would create commands for all four hundred
    gc.freeze()
    gc.set_threshold(50_000)  # each driver leaves cycles; frequent collections take a third of the time
    results = [_run(argv, loader) for argv in json.load(sys.stdin)]
    json.dump(results, sys.stdout)


def _prepare() -> None:
    """Disable downloads and help pages of the CLI, and cache what its drivers compute repeatedly."""
    from awscli import help as pages
    from awscli import paramfile
    from botocore import hooks

    def fetch(_prefix: str, uri: str) -> NoReturn:
        raise paramfile.ResourceLoadingError(f"nothing is fetched in tests: {uri}")

    for prefix in paramfile.REMOTE_PREFIX_MAP:
        paramfile.REMOTE_PREFIX_MAP[prefix] = (fetch, {})
    pages.HelpCommand.__call__ = lambda *_: 0
    for page in pages.HelpCommand.__subclasses__():
        page.__call__ = pages.HelpCommand.__call__
    aliaser = hooks.EventAliaser
    aliaser._alias_event_name = _cached(aliaser._alias_event_name, key=lambda _, name: name)
    hooks.accepts_kwargs = _cached(hooks.accepts_kwargs, key=lambda function: getattr(function, "__code__", function))
    sys.argv = ["aws"]  # the program name in argparse's errors


def _cached(function: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that computes its result once for each key."""
    results: dict[Any, Any] = {}

    def call(*arguments: Any) -> Any:
        cached_by = key(*arguments)
        if cached_by not in results:
            results[cached_by] = function(*arguments)
        return results[cached_by]

    return call


def _driver() -> Any:
    from awscli.clidriver import create_clidriver

    return create_clidriver()


def _run(argv: Sequence[str], loader: Any) -> tuple[str | None, int, str]:
    """Run one command line with a new driver; only the loader of service models is shared."""
    from botocore.awsrequest import AWSResponse

    bodies: list[str] = []

    def intercept(request: Any, **_: Any) -> Any:
        bodies.append(request.body.decode())
        response = AWSResponse(request.url, 200, {}, None)
        response._content = b"{}"
        return response

    driver = _driver()
    driver.session.register_component("data_loader", loader)
    driver.session.register("before-send.*.*", intercept)
    errors = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
        try:
            code = driver.main(list(argv[1:]))
        except SystemExit as stop:
            code = stop.code
    for name in ("awscli", "botocore", "s3transfer", "urllib3"):  # --debug adds handlers
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).setLevel(logging.NOTSET)
    return bodies[0] if bodies else None, code, errors.getvalue()


if __name__ == "__main__":
    _main()
