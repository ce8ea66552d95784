"""Makes the databases that tests copy, unless they stand: `python -m tests.world.ready`.

Tests make them too, whoever comes first while the others wait. `make test` has something else to do meanwhile.
"""

from __future__ import annotations

from tests.world import databases

if __name__ == "__main__":
    databases.with_demo_world(databases.engine())
