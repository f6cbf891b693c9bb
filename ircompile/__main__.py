"""The entry point of `python -m ircompile` and of the console script."""

from __future__ import annotations

import _frozen_importlib_external as importing  # what `importlib.machinery` exports; that takes long to import
import gc
import os
import sys

from ircompile.package import HERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

GC_THRESHOLD = 10_000
"""Objects between garbage collections: more than a usual run makes, and little memory if all of them are garbage."""


class Finder:
    """Finds the modules of the package by their names.

    Python's own finder lists every folder of the package, which takes as long as loading the modules of a clean run.
    """

    @staticmethod
    def find_spec(name: str, path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return where a module is; None if it is not in a file of the package, so that Python looks for it."""
        root, *parts = name.split(".")
        if root != "ircompile" or path is None:
            return None
        base = os.sep.join([HERE, *parts])
        for file, folders in ((f"{base}.py", None), (f"{base}{os.sep}__init__.py", [base])):
            if os.path.isfile(file):
                loader = importing.SourceFileLoader(name, file)
                return importing.spec_from_file_location(name, file, loader=loader, submodule_search_locations=folders)
        return None


def run() -> None:
    """Run the command line and exit with its code; a closed pipe and Ctrl-C end the process without a message."""
    sys.meta_path.insert(0, Finder)
    try:
        from ircompile.cli.exit import FAILED
        from ircompile.cli.main import main
        from ircompile.syntax.yaml import libyaml

        gc.set_threshold(GC_THRESHOLD)
        libyaml.prefer_alone()
        _open_streams()
        code = main(sys.argv[1:])
        if code != FAILED:  # otherwise an error was reported already
            sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt:
        code = 130
    except OSError as error:  # such as a full disk: the output is incomplete
        code = 2
        _write_error(f"ircompile: error: standard output: {error.strerror}\n")
    except MemoryError:  # there was not even enough to report it
        code = 2
        _write_error("ircompile: error: there is not enough memory\n")
    _flush_output()
    _write_error("")
    os._exit(code)  # a regular exit would take longer than most runs


def _write_error(line: str) -> None:
    """Write to standard error and flush it, if it can be written to."""
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except (OSError, MemoryError):  # its disk may be full, too; the error can't be reported anywhere
        pass


def _open_streams() -> None:
    """Replace closed streams, and escape characters that an encoding lacks.

    Reading a closed standard input or writing to a closed standard output fails; a closed standard error drops all.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flag = os.O_RDONLY if name == "stdout" else os.O_WRONLY
            closed = open(os.open(os.devnull, flag), mode, encoding="utf-8")  # noqa: SIM115  open until the process ends
            setattr(sys, name, closed)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here


def _flush_output() -> None:
    """Flush standard output; if that fails, discard what is left of it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
