"""The magics of IPython by what they do to the names of a notebook; those in no table may do anything."""

from __future__ import annotations

HARMLESS = frozenset({
    "aimport", "alias", "alias_magic", "autoawait", "autocall", "automagic", "autoreload", "autosave", "bookmark",
    "cat", "cd", "clear", "cls", "colors", "conda", "config", "connect_info", "copy", "cp", "ddir", "dhist", "dirs",
    "doctest_mode", "dotenv", "echo", "env", "gui", "hist", "history", "killbgscripts", "ldir", "less", "lf", "lk",
    "ll", "load_ext", "logoff", "logon", "logstart", "logstate", "logstop", "ls", "lsmagic", "lx", "magic", "mamba",
    "man", "matplotlib", "micromamba", "mkdir", "more", "mv", "notebook", "page", "pastebin", "pdef", "pdoc",
    "pfile", "pinfo", "pinfo2", "pip", "popd", "pprint", "precision", "psearch", "psource", "pushd", "pwd", "pycat",
    "pylint", "qtconsole", "quickref", "rehashx", "reload_ext", "ren", "rm", "rmdir", "save", "set_env", "tb",
    "tensorboard", "unalias", "unload_ext", "uv", "watermark", "who", "who_ls", "whos", "xmode",
})  # fmt: skip
"""Line magics that change no names or values of the notebook."""
RESTORING = frozenset({"store"})
"""Line magics that change names only with the option `-r`."""
STATEMENT = frozenset({"time", "prun", "memit"})
"""Line magics whose argument is a statement that runs in the notebook."""
BODY = frozenset({"time", "prun", "capture", "local"})
"""Cell magics whose body runs in the notebook; an argument may be a name that they assign."""
SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh", "!", "sx", "system"})
"""Cell magics whose body is a shell script, and programs for which `%%script` runs one."""
PYTHONS = frozenset({"python", "python2", "python3", "pypy"})
"""Cell magics whose body is a program of its own, and programs for which `%%script` runs one."""
SCRIPT = "script"
"""The cell magic whose argument is the program that reads the body, in whatever language."""
PROGRAMS = SHELLS | PYTHONS | {SCRIPT, "perl", "ruby", "cmd", "js", "javascript"}
"""Cell magics that start a program; only with an option, they change names of the notebook."""
FILES = frozenset({"writefile", "file"})
"""Cell magics that write their body to a file, which may be a program of its own."""
FOREIGN = frozenset({"html", "HTML", "latex", "markdown", "svg", "SVG", "sql", "R"})
"""Cell magics whose body is in another language; without an argument, they change no names of the notebook."""
