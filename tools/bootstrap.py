"""Make the environment that everything else runs in: `python3 tools/bootstrap.py runtime|dev`.

Only the standard library of Python 3.11 is used here, because this runs before anything is installed.
What becomes true: `.boot/` holds uv, `.venv/` holds exactly the locked packages (every hash checked) and
the package itself, importable from `src/`. A second run with unchanged requirements does nothing.
What is refused, with one line each: a folder that cannot be written, no Python new enough, no network.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOT = ROOT / ".boot"
VENV = ROOT / ".venv"
STAMP = VENV / ".openletter.json"
MAKING = VENV / ".openletter.making"
REQUIREMENTS = ROOT / "requirements"
SETS = ("runtime", "dev")
ACCEPTED_PYTHONS = ("3.13", "3.12", "3.14")


class Refusal(Exception):
    """Why the environment cannot be made, in words for the person at the terminal."""


def main() -> int:
    """Bring the environment up to the wanted set; 0 when it stands, 1 with one line when it cannot."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    if wanted not in SETS:
        print(f"usage: bootstrap.py [{'|'.join(SETS)}]", file=sys.stderr)
        return 2
    try:
        if not is_current(wanted):
            with only_one():
                install(wanted)
    except Refusal as refusal:
        print(f"openletter: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nopenletter: stopped. The next run starts the installation afresh.", file=sys.stderr)
        return 130
    return 0


def is_current(wanted: str) -> bool:
    """Whether the environment was finished, here, from today's requirement files. The larger set covers the smaller."""
    stamp = read_stamp()
    if stamp.get("root") != str(ROOT) or not (VENV / "bin" / "python").exists() or MAKING.exists():
        return False
    have = stamp.get("set", "")
    return have in SETS[SETS.index(wanted) :] and stamp.get("locked") == fingerprint(have)


def read_stamp() -> dict[str, str]:
    """What the last finished installation noted, or nothing."""
    try:
        noted = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def fingerprint(group: str) -> str:
    """One hash over everything that decides what is installed."""
    files = [REQUIREMENTS / "bootstrap.txt", REQUIREMENTS / f"{group}.txt", ROOT / "pyproject.toml"]
    digest = hashlib.sha256((ROOT / ".python-version").read_bytes())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two `make` at once: the second waits for the first."""
    try:
        BOOT.mkdir(exist_ok=True)
        lock = (BOOT / "lock").open("w")
    except OSError as error:
        raise Refusal(
            f"this folder cannot be written to ({ROOT}: {error.strerror}). "
            "Copy the project to a folder you own, or change the owner of this one, and run make again."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(wanted: str) -> None:
    """Make or repair both environments. The stamp is written last: what was interrupted is never taken for whole."""
    if is_current(wanted):
        return  # another make did it while this one waited
    group = "dev" if read_stamp().get("set") == "dev" else wanted
    uv = boot()
    if not usable():
        say("Making the Python environment")
        make_venv(uv)
    MAKING.touch()
    STAMP.unlink(missing_ok=True)
    say(f"Installing the locked packages ({group})")
    locked = REQUIREMENTS / f"{group}.txt"
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", VENV, locked], "the packages")
    editable = ["--no-deps", "--no-build-isolation", "--offline", "-e", ROOT]
    run([uv, "pip", "install", "--quiet", "--python", VENV, *editable], "the package itself")
    noted = {"root": str(ROOT), "set": group, "locked": fingerprint(group)}
    STAMP.write_text(json.dumps(noted))
    MAKING.unlink()


def boot() -> Path:
    """The path of uv, installed with every hash checked."""
    uv = BOOT / "bin" / "uv"
    stamp = BOOT / "stamp"
    locked = hashlib.sha256((REQUIREMENTS / "bootstrap.txt").read_bytes() + str(ROOT).encode()).hexdigest()
    if uv.exists() and stamp.exists() and stamp.read_text() == locked:
        return uv
    say("Fetching the installer")
    try:
        venv.EnvBuilder(clear=False, with_pip=True).create(BOOT)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refusal(
            "this Python cannot make a virtual environment "
            f"({error}). On Debian and Ubuntu: apt-get install python3-venv"
        ) from error
    pip = [BOOT / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*pip, "--require-hashes", "-r", REQUIREMENTS / "bootstrap.txt"], "the installer")
    stamp.write_text(locked)
    return uv


def usable() -> bool:
    """Whether `.venv` can be synchronised in place: finished once, not moved, its interpreter alive and new enough."""
    if not VENV.exists():
        return False
    if MAKING.exists():
        say("The environment was left half made; it is made again")
        return False
    if read_stamp().get("root", str(ROOT)) != str(ROOT):
        say("The folder was moved; the environment is made again")
        return False
    probe = "import sys; sys.exit(not (3, 12) <= sys.version_info < (3, 15))"
    try:
        return subprocess.run([VENV / "bin" / "python", "-c", probe], check=False).returncode == 0
    except OSError:
        return False


def make_venv(uv: Path) -> None:
    """Make `.venv` with the first interpreter that is new enough."""
    pinned = (ROOT / ".python-version").read_text().strip()
    choices = dict.fromkeys((pinned, *ACCEPTED_PYTHONS))
    complaints = []
    for choice in [*choices, *installed_pythons()]:
        made = attempt([uv, "venv", "--quiet", "--clear", "--python", choice, VENV])
        if made.returncode == 0:
            MAKING.touch()
            return
        complaints.append(made.stderr.strip().splitlines()[-1] if made.stderr.strip() else choice)
    raise Refusal(
        "no Python 3.12, 3.13 or 3.14 was found, and none could be fetched "
        f"({complaints[0]}). Install one - on Debian 13 or Ubuntu 24.04: apt-get install python3-venv; "
        f"with pyenv: pyenv install {pinned}; elsewhere: the installers of the Python Software Foundation - "
        "and run make again."
    )


def installed_pythons() -> Iterator[str]:
    """Interpreters that are on the machine but not on the PATH under their own name."""
    homes = [
        Path.home() / ".pyenv" / "versions",
        Path(os.environ.get("PYENV_ROOT", "/nonexistent")) / "versions",
    ]
    for version in ACCEPTED_PYTHONS:
        for home in homes:
            yield from (str(found) for found in sorted(home.glob(f"{version}*/bin/python{version}")))
        if found_on_path := shutil.which(f"python{version}"):
            yield found_on_path


def attempt(command: list[object]) -> subprocess.CompletedProcess[str]:
    """Run quietly, with byte code compiled at once so that the first start is not the slow one."""
    environment = {**os.environ, "UV_COMPILE_BYTECODE": "1", "UV_NO_PROGRESS": "1"}
    environment.pop("VIRTUAL_ENV", None)
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=environment, check=False, text=True, capture_output=True)


def run(command: list[object], what: str) -> None:
    """Run a step that must succeed; its last words become the refusal."""
    done = attempt(command)
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip()
        raise Refusal(
            f"{what} could not be installed. Check the network and the free disk space, then run make again; "
            f"what is half done is repaired. The installer said:\n{words}"
        )


def say(sentence: str) -> None:
    """One line to the terminal."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
