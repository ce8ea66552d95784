"""What a command refuses before it does anything, each with one line and the way out."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from openletter.cli import main
from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import make_folders, port_is_free, require_free_port


def test_a_port_in_use_is_refused_with_the_next_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        with pytest.raises(Refusal, match=f"port {port} on 127.0.0.1 is in use.*PORT={port + 1} make run"):
            require_free_port("127.0.0.1", port)
    require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refusal, match="Set HOST to an address of this machine"):
        require_free_port("192.0.2.1", 8000)


def test_folders_are_made_and_keys_are_private(tmp_path: Path) -> None:
    make_folders(tmp_path / "var")
    assert (tmp_path / "var" / "mailbox").is_dir()
    assert (tmp_path / "var" / "keys").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_written_is_refused_by_name(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(Refusal, match=r"file/var cannot be written to .*OPENLETTER_DATA_DIR"):
        make_folders(blocked / "var")


def test_help_names_every_command_without_loading_django() -> None:
    script = (
        "import sys; from openletter.cli.parser import build_parser; print(build_parser().format_help());"
        "assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "start site, desk and worker together" in done.stdout


def test_a_wrong_setting_stops_a_command_naming_the_variable() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openletter.cli", "check"],
        env={**os.environ, "OPENLETTER_MODE": "holiday"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("openletter: OPENLETTER_MODE is 'holiday'")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_secret_is_long_enough_for_production(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "secret"]) == 0
    assert len(capsys.readouterr().out.strip()) >= 40


def test_sqlite_is_served_by_one_process_only(capsys: pytest.CaptureFixture[str], settings) -> None:
    from openletter.config.env import env

    if not env().is_sqlite:
        pytest.skip("PostgreSQL takes several")
    assert main(["web", "--workers", "2"]) == 1
    assert "SQLite has one writer" in capsys.readouterr().err
