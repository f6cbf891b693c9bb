"""How Sphinx builds the site from these pages and from those that `tools/pages` makes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from ircompile.package import SITE, __version__  # noqa: E402  after the checkout is on the path
from tools import pages  # noqa: E402  from the checkout, too
from tools.pages.site import docstring, read  # noqa: E402  from the checkout, too

project = "ircompile"
release = __version__
copyright = "the authors of ircompile"  # noqa: A001  the name that Sphinx reads
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["playground"]
html_theme = "furo"
html_title = "ircompile"
html_baseurl = SITE
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 4
myst_enable_extensions = ["deflist", "attrs_block"]
myst_links_external_new_tab = False
suppress_warnings = ["misc.highlighting_failure"]  # fences show what people write, mistakes included
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"show-inheritance": True}
nitpick_ignore_regex = [("py:.*", r"(?!ircompile\.).*")]  # the standard library has its own site


def _in_code(*given: Any) -> None:
    """Mark the code in a docstring, whose lines come last."""
    given[-1][:] = docstring(given[-1])


def _write_schemas(app: Any, _: object) -> None:
    """Write the JSON Schemas beside the pages, at the addresses that they have in `$id`."""
    folder = Path(app.outdir) / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in pages.schemas.files().items():
        (folder / name).write_text(text, "utf-8")


def setup(app: Any) -> None:
    """Make the pages before Sphinx looks for them, and read each page as the site needs it."""
    app.connect("config-inited", lambda *_: pages.write(HERE / "reference"))
    app.connect(
        "autodoc-process-docstring", _in_code, priority=400
    )  # before napoleon, which reads colons in code otherwise
    app.connect("build-finished", _write_schemas)
    app.connect("source-read", lambda _, name, source: source.__setitem__(0, read(name, source[0])))
