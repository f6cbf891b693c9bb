"""A manifest with safe fixes, and the same manifest fixed."""

from __future__ import annotations

from jobs import SMALL_JOB

FAULTY = SMALL_JOB.replace("JobType: Default", "jobType: DEFAULT  # the value is checked once the key is fixed")
FIXED = FAULTY.replace("jobType: DEFAULT", "JobType: Default")
