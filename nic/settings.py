"""Settings: read once from ``NIC_*`` environment variables, checked at start."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "NIC_"
DEFAULT_SECRET = "not-a-secret-change-me"  # noqa: S105  refused in production
NOT_SETTINGS = ("NIC_TEST_", "NIC_DEMO_PASSWORD")
"""What the test run and ``nic demo`` read themselves, as beginnings of names."""


class SettingsError(Exception):
    """A setting is missing, unknown or wrong; the message says what to set."""


class Settings(BaseSettings):
    """Every setting, with what it is for."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    environment: Literal["production", "development", "test"] = Field(
        default="production", description="production, development or test"
    )
    data_dir: Path = Field(
        default=Path("instance"), description="where the database, pictures and files are kept"
    )
    database_url: str = Field(default="", description="empty: an SQLite file in the data directory")
    secret_key: str = Field(
        default=DEFAULT_SECRET, description="32 characters or more, secret, alike on every server"
    )
    trusted_hosts: str = Field(
        default="localhost,127.0.0.1,[::1]", description="host names, separated by commas"
    )
    proxies: int = Field(
        default=0, ge=0, le=3, description="how many proxies stand in front and set X-Forwarded-*"
    )
    https: bool = Field(
        default=True, description="false only on plain http over loopback: cookies lose Secure"
    )
    mail_server: str = Field(
        default="", description="empty: mail stays in the outbox, readable by administrators"
    )
    mail_port: int = Field(default=25, description="the mail server's port")
    mail_username: str = Field(default="", description="for a mail server that asks")
    mail_password: str = Field(default="", description="for a mail server that asks")
    mail_tls: bool = Field(default=True, description="whether mail is sent over TLS")
    mail_sender: str = Field(default="nic@localhost", description="the sender's address")
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="the address that links in mail begin with"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="how much is logged"
    )
    demo: bool = Field(
        default=False, description="true: the page for administrators with all mail is offered"
    )

    @property
    def resolved_database_url(self) -> str:
        """The database's address; the embedded one stands in the data directory."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.data_dir.resolve() / 'nic.sqlite3'}"

    def flask_config(self) -> dict[str, Any]:
        """The settings as Flask and its extensions name them."""
        return {
            "TESTING": self.environment == "test",
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.resolved_database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": bool(self.database_url)},
            "TRUSTED_HOSTS": self.host_list,
            "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "SESSION_COOKIE_NAME": "__Host-nic" if self.https else "nic",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
            "SESSION_REFRESH_EACH_REQUEST": False,
            "WTF_CSRF_TIME_LIMIT": None,
            "PREFERRED_URL_SCHEME": "https" if self.https else "http",
            "PICTURE_FOLDER": str(self.data_dir.resolve() / "pictures"),
            "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
            "NIC_SETTINGS": self,
        }

    @property
    def host_list(self) -> list[str]:
        """The trusted hosts as a list."""
        return [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]


def load_settings(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Reads the settings; ``given`` wins over the environment. Raises SettingsError with a sentence."""
    environ = os.environ if environ is None else environ
    _refuse_unknown(environ)
    found = {name[len(PREFIX) :].lower(): value for name, value in environ.items() if name.startswith(PREFIX)}
    try:
        settings = Settings(**(found | given))
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg']}.") from error
    if settings.environment == "production":
        _check_production(settings)
    return settings


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    ours = (name for name in environ if name.startswith(PREFIX) and not name.startswith(NOT_SETTINGS))
    unknown = sorted(name for name in ours if name not in known)
    if unknown:
        raise SettingsError(
            f"{unknown[0]} is not a setting of NIC. Unset it; docs/operators-guide.md lists them all."
        )


def _check_production(settings: Settings) -> None:
    if settings.secret_key == DEFAULT_SECRET or len(settings.secret_key) < 32:
        raise SettingsError(
            "NIC_SECRET_KEY must be set to at least 32 secret characters, for example the output of "
            "'python -c \"import secrets; print(secrets.token_urlsafe(48))\"'."
        )
    local = all(host in {"localhost", "127.0.0.1", "[::1]"} for host in settings.host_list)
    if not settings.https and not local:
        raise SettingsError("NIC_HTTPS may be false only where NIC_TRUSTED_HOSTS names this machine alone.")


def new_secret() -> str:
    """A fresh secret key."""
    return secrets.token_urlsafe(48)
