"""The environment, read once into one frozen object. A wrong or missing value stops the boot and names the variable.

Nothing else reads `os.environ`. Every field's docstring is published in docs/operate/settings.md.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from environs import Env as Environs
from environs import EnvError

Mode = Literal["demo", "production", "test"]
Role = Literal["all", "public", "desk", "worker"]
MODES: tuple[Mode, ...] = ("demo", "production", "test")
ROLES: tuple[Role, ...] = ("all", "public", "desk", "worker")

DEMO_SECRET = "demo-secret-known-to-everybody-never-for-real-people"  # noqa: S105 - refused in production
SHORTEST_SECRET = 40
LONGEST_WAIT = 730  # days; what nobody decided on in two years names people for nothing
SENDER = re.compile(r"[a-z0-9._-]{1,40}@[a-z0-9-]+(\.[a-z0-9-]+)+")


class BadEnvironment(Exception):
    """A variable is missing or wrong; the message names it and says what is expected."""


def _says(text: str, default: Any = ...) -> Any:
    meta = {"says": text}
    return field(metadata=meta) if default is ... else field(default=default, metadata=meta)


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """Everything the surroundings decide. Field `x` is read from `OPENLETTER_X`, host and port from HOST and PORT."""

    mode: Mode = _says("`demo`, `production` or `test`. Demo shows the local mailbox and the staff logins.", "demo")
    role: Role = _says(
        "Which duties this process has: `all`, `public` (no desk, no key that opens), `desk` or `worker`.",
        "all",
    )
    secret_key: str = _says(
        "Signs links, sessions and forms; encrypts second factors. At least 40 characters; the same on every node."
    )
    person_key: str = _says(
        "Keys the hash by which one person counts once. At least 40 characters; never change it while actions are open."
    )
    database_url: str = _says("`sqlite:///path` or `postgresql://user@host/name`. Default: SQLite in the data folder.")
    data_dir: Path = _says("Folder for the database, keys, mailbox and media of a single machine.", Path("var"))
    key_dir: Path = _says("Folder with the private keys that open sealed data. Leave it out on `public` nodes.")
    host: str = _says("Address to listen on.", "127.0.0.1")
    port: int = _says("Port to listen on.", 8000)
    public_url: str = _says("Address people use, without a slash at the end; it stands in mails.")
    allowed_hosts: tuple[str, ...] = _says("Host names answered, separated by commas.")
    trusted_proxies: int = _says(
        "How many proxies of yours stand in front; 0 ignores X-Forwarded-For, which anybody can write.", 0
    )
    mail_url: str = _says(
        "`smtp://user:password@host:587` (with `smtps://` for TLS from the start). Demo: local mailbox.", ""
    )
    mail_from: str = _says("Sender address of mails, when a section has none of its own.", "letters@example.org")
    target_mail_from: str = _says(
        "Sender address of letters to offices, at a domain that publishes SPF, DKIM and DMARC for this server. Replies"
        " and returned letters come to `reply+…` and `bounce+…` at the same domain. Empty: no letter is sent.",
        "",
    )
    target_mail_url: str = _says("Server for letters to offices, when it is another than OPENLETTER_MAIL_URL.", "")
    security_contact: str = _says(
        "Whom to tell of a weakness (security.txt): `mailto:…` or `https://…`. Default: a section's own mail.",
        "",
    )
    security_policy: str = _says("Address of your policy for those who report a weakness; left out when empty.", "")
    page_seconds: int = _says("How long an anonymous page may be served from the cache before it is made anew.", 10)
    proposal_days: int = _says(
        "Days after which a change that waits for a second person, or was sent back, ends undecided: its words and"
        " picture are deleted.",
        90,
    )
    require_two_factor: bool = _says("Staff must use a second factor. Always on in production unless set.", False)
    debug: bool = _says("Show tracebacks in the browser. Refused in production.", False)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")

    @property
    def serves_desk(self) -> bool:
        """Whether this process answers desk addresses."""
        return self.role in ("all", "desk")

    @property
    def may_open(self) -> bool:
        """Whether this process may read private keys, and so open sealed data."""
        return self.role != "public"


def variable(name: str) -> str:
    """The environment variable that sets a field of `Env`."""
    return name.upper() if name in ("host", "port") else f"OPENLETTER_{name.upper()}"


def read(environ: dict[str, str] | None = None) -> Env:
    """Read and check the environment. Raises BadEnvironment naming the first variable that is wrong."""
    source = Environs(eager=True)
    if environ is not None:
        source = _From(environ)
    try:
        env = _collect(source)
    except EnvError as error:
        raise BadEnvironment(str(error)) from error
    _refuse_unsafe(env)
    return env


class _From(Environs):
    """Reads a given mapping instead of the process's environment."""

    def __init__(self, environ: dict[str, str]) -> None:
        super().__init__(eager=True)
        self._environ = environ

    def _get_value(self, env_key: str, default: Any) -> Any:
        return self._environ.get(env_key, default)


def _choice(source: Environs, name: str, allowed: tuple[str, ...], default: str) -> Any:
    value = source.str(name, default)
    if value not in allowed:
        raise BadEnvironment(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def _collect(source: Environs) -> Env:
    mode: Mode = _choice(source, "OPENLETTER_MODE", MODES, "demo")
    role: Role = _choice(source, "OPENLETTER_ROLE", ROLES, "all")
    real = mode == "production"
    secret_default = None if real else DEMO_SECRET
    data_dir = source.path("OPENLETTER_DATA_DIR", Path("var")).resolve()
    host, port = source.str("HOST", "127.0.0.1"), source.int("PORT", 8000)
    public_url = source.str("OPENLETTER_PUBLIC_URL", "" if real else f"http://{host}:{port}").rstrip("/")
    return Env(
        mode=mode,
        role=role,
        secret_key=_secret(source, "OPENLETTER_SECRET_KEY", secret_default),
        person_key=_secret(source, "OPENLETTER_PERSON_KEY", secret_default),
        database_url=source.str("OPENLETTER_DATABASE_URL", f"sqlite:///{data_dir}/openletter.sqlite3"),
        data_dir=data_dir,
        key_dir=source.path("OPENLETTER_KEY_DIR", data_dir / "keys").resolve(),
        host=host,
        port=port,
        public_url=public_url,
        allowed_hosts=tuple(source.list("OPENLETTER_ALLOWED_HOSTS", [] if real else ["*"])),
        trusted_proxies=source.int("OPENLETTER_TRUSTED_PROXIES", 0),
        mail_url=source.str("OPENLETTER_MAIL_URL", ""),
        mail_from=source.str("OPENLETTER_MAIL_FROM", "letters@example.org"),
        target_mail_from=source.str(
            "OPENLETTER_TARGET_MAIL_FROM", "" if real else "letters@letters.example.org"
        ).strip(),
        target_mail_url=source.str("OPENLETTER_TARGET_MAIL_URL", ""),
        security_contact=source.str("OPENLETTER_SECURITY_CONTACT", "").strip(),
        security_policy=source.str("OPENLETTER_SECURITY_POLICY", "").strip(),
        page_seconds=source.int("OPENLETTER_PAGE_SECONDS", 10),
        proposal_days=source.int("OPENLETTER_PROPOSAL_DAYS", 90),
        require_two_factor=source.bool("OPENLETTER_REQUIRE_TWO_FACTOR", real),
        debug=source.bool("OPENLETTER_DEBUG", False),
    )


def _secret(source: Environs, name: str, default: str | None) -> str:
    value = source.str(name, default)
    if not value:
        raise BadEnvironment(f"{name} is not set. Make one with: openletter keys secret")
    return str(value)


def _refuse_unsafe(env: Env) -> None:
    if env.port not in range(1, 65536):
        raise BadEnvironment(f"PORT is {env.port}; it must be between 1 and 65535.")
    if env.trusted_proxies < 0 or env.page_seconds < 0:
        raise BadEnvironment("OPENLETTER_TRUSTED_PROXIES and OPENLETTER_PAGE_SECONDS cannot be negative.")
    if not 1 <= env.proposal_days <= LONGEST_WAIT:
        raise BadEnvironment(f"OPENLETTER_PROPOSAL_DAYS must be between 1 and {LONGEST_WAIT}.")
    if env.security_contact and not env.security_contact.startswith(("mailto:", "https://")):
        raise BadEnvironment("OPENLETTER_SECURITY_CONTACT must begin with mailto: or https://.")
    if env.target_mail_from and not SENDER.fullmatch(env.target_mail_from):
        raise BadEnvironment("OPENLETTER_TARGET_MAIL_FROM must be one plain address, for example letters@example.org.")
    if env.security_policy and not env.security_policy.startswith("https://"):
        raise BadEnvironment("OPENLETTER_SECURITY_POLICY must begin with https://.")
    if env.mode != "production":
        return
    for name in ("secret_key", "person_key"):
        value = getattr(env, name)
        if value == DEMO_SECRET or len(value) < SHORTEST_SECRET:
            raise BadEnvironment(
                f"{variable(name)} must be a secret of your own of at least {SHORTEST_SECRET} characters in production."
                " Make one with: openletter keys secret"
            )
    if env.secret_key == env.person_key:
        raise BadEnvironment("OPENLETTER_PERSON_KEY must differ from OPENLETTER_SECRET_KEY.")
    if "*" in env.allowed_hosts:
        raise BadEnvironment("OPENLETTER_ALLOWED_HOSTS must name the hosts in production; * answers any forged name.")
    if env.public_url and not env.public_url.startswith("https://"):
        raise BadEnvironment("OPENLETTER_PUBLIC_URL must begin with https:// in production: people type their names.")
    if env.debug:
        raise BadEnvironment("OPENLETTER_DEBUG cannot be on in production: it shows data in error pages.")
    if env.target_mail_from.endswith("example.org"):
        raise BadEnvironment("OPENLETTER_TARGET_MAIL_FROM must be an address of your own in production.")
    if env.mail_from.endswith("example.org") and env.mail_url:
        raise BadEnvironment("OPENLETTER_MAIL_FROM must be an address of your own in production.")
    for name in ("public_url", "allowed_hosts", "mail_url"):
        if not getattr(env, name) and not (name == "mail_url" and env.role == "public"):
            raise BadEnvironment(f"{variable(name)} must be set in production.")


def new_secret() -> str:
    """A fresh random secret fit for OPENLETTER_SECRET_KEY or OPENLETTER_PERSON_KEY."""
    return secrets.token_urlsafe(48)


def described() -> list[tuple[str, str, str]]:
    """Every variable with what it says and its default, for the generated reference."""
    return [
        (variable(f.name), f.metadata["says"], "" if f.default is f.default_factory else str(f.default))
        for f in fields(Env)
    ]


@cache
def env() -> Env:
    """The environment of this process, read at first use."""
    return read()
