"""A small rule file."""

from __future__ import annotations

TINY = """\
id: tiny
severity: error
confidence: inferred
since: "0.1"
summary: A name that is not liked.
why: Somebody does not like it.
source: {page: none, section: none}
assert: job.JobName != "bad"
at: JobName
message: "the name {job.JobName} is not liked"
good:
  - {name: another, manifest: "JobName: good"}
bad:
  - {name: that one, manifest: "JobName: bad", finds: ["1:10 the name bad is not liked"]}
"""
