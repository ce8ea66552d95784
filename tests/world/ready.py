"""Makes the databases that tests copy, unless they stand: `python -m tests.world.ready`.

Tests make them too, whoever comes first while the others wait. `make test` has something else to do meanwhile.
"""

from __future__ import annotations

from tests.world import databases

if __name__ == "__main__":
    on = databases.engine()
    # Stories and running sites, which need the demo world, are asked on SQLite alone.
    ready = databases.migrated if isinstance(on, databases.PostgreSQL) else databases.with_demo_world
    ready(on)
