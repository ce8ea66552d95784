"""What a command needs around it before anything of Django is touched."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
import tempfile
from pathlib import Path

from openletter.cli.refusal import Refusal
from openletter.config.env import BadEnvironment, Env, env

FOLDERS = ("keys", "mailbox", "media", "static")


def environment() -> Env:
    """The checked environment; a wrong variable is refused by its name."""
    try:
        return env()
    except BadEnvironment as error:
        raise Refusal(str(error)) from error


def project_root() -> Path:
    """The folder that holds `src/`, `demo/` and `requirements/` when this is a working copy."""
    return Path(__file__).resolve().parents[3]


def set_up_django() -> None:
    """Make models and settings usable. Costs a second or more; only commands that read the database pay it."""
    environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")
    import django

    # All of it stays: looking through it for rubbish again and again while it is read costs a tenth of the time.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


def out_of_reach(error: Exception) -> str | None:
    """What to say when the database cannot be reached; None when the error is another one."""
    database = sys.modules.get("django.db")
    if database is None or not isinstance(error, database.OperationalError):
        return None
    return (
        f"the database does not answer ({str(error).strip().splitlines()[0]}). "
        "Look at OPENLETTER_DATABASE_URL; if the tables are missing: openletter prepare"
    )


def make_folders(data_dir: Path) -> None:
    """The data folder and its parts exist and can be written; private keys are readable by their owner only."""
    try:
        for name in FOLDERS:
            (data_dir / name).mkdir(parents=True, exist_ok=True)
        (data_dir / "keys").chmod(0o700)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise Refusal(
            f"{data_dir} cannot be written to ({error.strerror}). Choose another folder with "
            "OPENLETTER_DATA_DIR=/path/to/folder, or change its owner."
        ) from error


def require_free_port(host: str, port: int) -> None:
    """Nothing listens on the address yet; otherwise the refusal names the way out."""
    if (error := _bind_error(host, port)) is not None:
        raise Refusal(_why_not(host, port, error)) from error


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens on the address."""
    return _bind_error(host, port) is None


def _bind_error(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use. Stop what runs there, or choose another port: PORT={port + 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs special rights. Choose a port above 1023: PORT=8000 make run"
    return f"nothing can listen on {host}:{port} ({error.strerror}). Set HOST to an address of this machine."
