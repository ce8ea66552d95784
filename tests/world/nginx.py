"""The real nginx, run with the example of the documentation: only ports, folders and certificate are others."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.world.places import ROOT
from tests.world.site import free_port

EXAMPLE = ROOT / "docs/operate/nginx.conf"
NAME = "act.example.org"
BROUGHT = Path(sys.prefix) / "nginx/usr/sbin/nginx"  # where tools/nginx.py unpacks it


def executable() -> str | None:
    """Path of the nginx named in NGINX, of an installed one, or of the one brought along; None without any."""
    installed = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    return os.environ.get("NGINX") or installed or (str(BROUGHT) if BROUGHT.exists() else None)


@contextmanager
def running_nginx(folder: Path, nodes: tuple[int, int]) -> Iterator[int]:
    """nginx before two nodes, given by their ports; yields the port at which it speaks TLS."""
    program = executable()
    assert program is not None
    port = free_port()
    whole = folder / "nginx.conf"
    whole.write_text(_whole(folder, _example(folder, nodes, port)))
    _certify(folder)
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-e", "stderr", "-p", str(folder), "-c", str(whole)], stdout=log, stderr=log
        )
    try:
        _wait(port, process, folder)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def trusting() -> ssl.SSLContext:
    """TLS as a visitor speaks it who does not ask who signed the certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _example(folder: Path, nodes: tuple[int, int], port: int) -> str:
    """The example with our ports and folders in place of the operator's; each must be there to be replaced."""
    text = EXAMPLE.read_text()
    for theirs, ours in (
        ("127.0.0.1:8001", f"127.0.0.1:{nodes[0]}"),
        ("127.0.0.1:8002", f"127.0.0.1:{nodes[1]}"),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/var/cache/nginx/openletter", str(folder / "cache")),
        ("/etc/ssl/openletter", str(folder)),
        ("/var/log/nginx/error.log", str(folder / "error.log")),
    ):
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    return text


def _whole(folder: Path, example: str) -> str:
    places = "client_body", "proxy", "fastcgi", "uwsgi", "scgi"
    temporary = "\n".join(f"{place}_temp_path {folder}/{place};" for place in places)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user}\ndaemon off;\npid {folder}/pid;\nerror_log stderr warn;\nworker_processes 1;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\naccess_log {folder}/access.log;\n{temporary}\n{example}\n}}\n"
    )


def _certify(folder: Path) -> None:
    """A certificate of our own, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(pem)


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx did not start:\n{(folder / 'nginx.log').read_text(errors='replace')}")
