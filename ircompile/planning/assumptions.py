"""What plans assume where sources are silent, vague or contradict each other; each with who says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """A statement that a plan relies on.

    Attributes:
        text: The statement.
        source: The page that makes it, named as in the sources of rules; "not documented" if none does.
    """

    text: str
    source: str


NOT_DOCUMENTED = "not documented"

PHASES = Assumption(
    "SpawnRate adds users each minute, and each phase starts with its own InitialNumberOfUsers",
    "create-inference-recommendations-job, SpawnRate",
)
STAIRS = Assumption(
    "DurationInSeconds is the duration of all steps together; the AWS CLI reference says that it is that of each step",
    "load-test, DurationInSeconds",
)
MANY_STEPS = Assumption("so many steps are drawn as one", NOT_DOCUMENTED)
TESTS = Assumption(
    "each endpoint configuration, with each combination of its values, is a test", "load-test, EndpointConfigurations"
)
DEFAULT_LIMIT = Assumption("MaxNumberOfTests is 10 if it is not set", "load-test, MaxNumberOfTests")
LEFT_OUT = Assumption("which tests do not run is not known, nor in which order they run", NOT_DOCUMENTED)
PARALLEL = Assumption("MaxParallelOfTests is not known: one test at a time, or all at once", NOT_DOCUMENTED)
ONE_INSTANCE = Assumption("each test has its own endpoint with one instance", NOT_DOCUMENTED)
START = Assumption("an endpoint takes 5 to 10 minutes to start, which is not part of the job's duration", "load-test")
LAST_START = Assumption(
    "no test starts after JobDurationInSeconds, and a running test is not stopped", "load-test, JobDurationInSeconds"
)
EARLY = Assumption("no test ends early; when one does can't be known", NOT_DOCUMENTED)
FLAT_STOPS = Assumption(
    "FlatInvocations is Stop if it is not set", "create-inference-recommendations-job, FlatInvocations"
)
DEFAULT_JOB = Assumption(
    "a Default job takes at most 45 minutes, and the service chooses its tests", "recommendation-jobs"
)
SERVERLESS = Assumption("serverless endpoints have no instances, and so no endpoint hours", "serverless-endpoints")
UNKNOWN_TYPE = Assumption("JobType is not known; this is the plan of an Advanced job", NOT_DOCUMENTED)
UNKNOWN_INSTANCE = Assumption("instance types that are not known are left out of the endpoint hours", NOT_DOCUMENTED)
EXISTING = Assumption("an endpoint that exists is tested as it is, and adds no endpoint hours", "existing-endpoint")
