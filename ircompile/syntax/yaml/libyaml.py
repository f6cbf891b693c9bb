"""PyYAML's binding of libyaml, which the command line loads without the rest of PyYAML.

Importing PyYAML compiles regular expressions and imports `datetime`, which reading events and nodes does not need. The
command line therefore imports only the C module, with a stand-in for the package. Programs that use ircompile as a
library import PyYAML as usual.
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
"""The modules of PyYAML from which the C module imports only an exception, and that exception."""


class _Binding:
    """A function that returns the module with the parser `CParser` and its events, nodes and errors.

    If PyYAML was built without libyaml, it is PyYAML itself, which has the same names except `CParser`.

    Attributes:
        is_alone: Whether no more of PyYAML is imported than needed.
    """

    __slots__ = ("_module", "is_alone")

    def __init__(self) -> None:
        self._module: Any = None
        self.is_alone = False

    def __call__(self) -> Any:
        """Return the module, which is imported by the first call."""
        if self._module is None and self.is_alone and "yaml" not in sys.modules:
            self._module = _load_alone()
        if self._module is None:
            import yaml

            self._module = getattr(yaml, "_yaml", yaml)
        return self._module


libyaml = _Binding()


def prefer_alone() -> None:
    """Import no more of PyYAML than needed; only for programs that use PyYAML in no other way."""
    libyaml.is_alone = True


def _load_alone() -> Any:
    """Return the C module, imported without PyYAML; None if this version of PyYAML does not allow that."""
    package: Any = type(sys)("yaml")
    sys.modules["yaml"] = package
    try:
        spec: Any = next(filter(None, (finder.find_spec("yaml", None) for finder in sys.meta_path)), None)
        package.__path__ = [*(spec.submodule_search_locations or ())]
        import yaml.error
        import yaml.events
        import yaml.nodes

        package.tokens = type(sys)("yaml.tokens")
        package.tokens.__getattr__ = lambda _: None  # tokens are not read
        for name, error in ERRORS.items():
            setattr(package, name, type(sys)(f"yaml.{name}"))
            base = yaml.error.YAMLError if error == "ReaderError" else yaml.error.MarkedYAMLError
            setattr(getattr(package, name), error, type(error, (base,), {}))
        import yaml._yaml as module
    except (ImportError, AttributeError):  # PyYAML without libyaml, or of an unknown version: import all of it
        for name in [name for name in sys.modules if name.startswith("yaml.")]:
            del sys.modules[name]
        return None
    else:
        return module
    finally:
        del sys.modules["yaml"]


def has_composer() -> bool:
    """Return whether PyYAML was built with libyaml."""
    return hasattr(libyaml(), "CParser")


def event_parser(text: str) -> Any:
    """Return an event parser for a text: libyaml's, or PyYAML's own if PyYAML was built without libyaml."""
    yaml = libyaml()
    return yaml.CParser(text) if has_composer() else yaml.SafeLoader(text)
