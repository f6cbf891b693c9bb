"""libyaml's parser as PyYAML binds it, in a process of our own without the rest of PyYAML.

Most of PyYAML's start-up goes into regular expressions and dates that reading events and nodes needs nothing of. The
command line therefore loads the C module behind a stand-in for the package; a program that uses us as a library gets
PyYAML as everybody does.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ERRORS = {
    "reader": "ReaderError",
    "scanner": "ScannerError",
    "parser": "ParserError",
    "composer": "ComposerError",
    "constructor": "ConstructorError",
    "emitter": "EmitterError",
    "serializer": "SerializerError",
    "representer": "RepresenterError",
}
"""Modules of PyYAML that the C module needs an exception of, and nothing else."""

_loaded: list[Any] = []
_alone: list[bool] = []


def libyaml() -> Any:
    """The module with the parser `CParser` and its events, nodes and errors.

    Where PyYAML was built without libyaml it is PyYAML itself, which has the same names but for `CParser`.
    """
    if _alone:
        _load_alone()
    if not _loaded:
        import yaml

        _loaded.append(getattr(yaml, "_yaml", yaml))
    return _loaded[0]


def prefer_alone() -> None:
    """In this process, load no more of PyYAML than is needed: whoever calls it owns the process."""
    _alone.append(True)


def _load_alone() -> None:
    """Load the C module without PyYAML, if nobody has PyYAML yet and this one can be had so."""
    if "yaml" in sys.modules or _loaded:
        return
    package = _stand_in()
    if package is None:
        return
    sys.modules["yaml"] = package
    try:
        import yaml.error
        import yaml.events
        import yaml.nodes

        package.tokens = type(sys)("yaml.tokens")
        package.tokens.__getattr__ = lambda _: None  # nobody scans for tokens
        for name, error in ERRORS.items():
            setattr(package, name, type(sys)(f"yaml.{name}"))
            base = yaml.error.YAMLError if error == "ReaderError" else yaml.error.MarkedYAMLError
            setattr(getattr(package, name), error, type(error, (base,), {}))
        import yaml._yaml as module
    except (ImportError, AttributeError):  # another PyYAML than we know; the whole of it will do
        for name in [name for name in sys.modules if name.startswith("yaml.")]:
            del sys.modules[name]
    else:
        _loaded.append(module)
    finally:
        del sys.modules["yaml"]


def _stand_in() -> Any:
    """A package of PyYAML's name and place, in which only what the C module needs is found."""
    spec = next((spec for finder in sys.meta_path if (spec := finder.find_spec("yaml", None))), None)
    if spec is None or not spec.submodule_search_locations:
        return None
    package: Any = type(sys)("yaml")
    package.__path__ = list(spec.submodule_search_locations)
    return package


def has_composer() -> bool:
    """Return whether PyYAML was built with libyaml."""
    return hasattr(libyaml(), "CParser")


def event_parser(text: str) -> Any:
    """Return libyaml's parser of events, or PyYAML's own if PyYAML was built without libyaml."""
    yaml = libyaml()
    return yaml.CParser(text) if has_composer() else yaml.SafeLoader(text)
