"""A web process holds as many connections as the system lets it open files."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from openletter.cli.descriptors import FEWEST, MOST, connections_within

RAISED = """
import json, resource
from openletter.cli.descriptors import raise_limit
_soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, min(hard, 4096)))
print(json.dumps([raise_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE)]))
"""


@pytest.mark.parametrize(
    ("files", "connections"),
    [(64, FEWEST), (1_024, 922), (20_000, 19_000), (65_536, 64_536), (10_000_000, MOST)],
)
def test_some_files_are_kept_for_the_house(files: int, connections: int) -> None:
    assert connections_within(files) == connections


def test_the_soft_limit_is_raised_to_the_hard_one() -> None:
    done = subprocess.run([sys.executable, "-c", RAISED], capture_output=True, text=True, check=True)
    told, soft, hard = json.loads(done.stdout)
    assert told == soft == hard == 4096
