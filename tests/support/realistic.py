"""Requests of jobs as people write them, none of which has an error: those that are drawn hardly ever have none."""

from __future__ import annotations

from checkout import ROOT

from ircompile import compile

FILES = sorted((ROOT / "tests" / "realistic").glob("*.yaml"))
REQUESTS = [request for file in FILES for request in compile(file.read_bytes(), file.name)]
