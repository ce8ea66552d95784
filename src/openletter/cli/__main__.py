"""`python -m openletter.cli`: the same as `openletter`, for children that share the interpreter."""

import sys

from openletter.cli import main

sys.exit(main())
