"""Write the hash-pinned requirement files from requirements/*.in: `make lock`.

No address of a package registry is written: the files say what is wanted, the machine says where from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ["--quiet", "--universal", "--python-version", "3.13", "--generate-hashes", "--no-header"]


def compile_group(group: str, *also: str) -> int:
    """Resolve one group; what stands already is kept unless its range no longer allows it."""
    uv = ROOT / ".boot" / "bin" / "uv"
    source, target = f"requirements/{group}.in", f"requirements/{group}.txt"
    command = [str(uv), "pip", "compile", *COMPILE, *also, source, "--output-file", target]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Lock every group; `--upgrade` looks for newer versions."""
    more = [word for word in sys.argv[1:] if word.startswith("--upgrade")]
    failed = compile_group("bootstrap", *more)
    failed |= compile_group("runtime", *more)
    # dev holds runtime whole, with the very same pins, so that one environment serves both.
    failed |= compile_group("dev", "requirements/runtime.in", "-c", "requirements/runtime.txt", *more)
    return failed


if __name__ == "__main__":
    sys.exit(main())
