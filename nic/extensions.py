"""The extensions and what stands before every room: database, logs, hosts, headers, CSRF."""

from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from nic.kernel import limits, models, once  # noqa: F401  models: so that the metadata knows the kernel's tables
from nic.kernel.application import Application
from nic.kernel.database import init_database
from nic.kernel.house import current_house
from nic.kernel.logs import configure_logs, init_request_log
from nic.kernel.mailer import init_mail
from nic.kernel.resources import resource_folder
from nic.kernel.schema import init_schema
from nic.kernel.security_headers import add_security_headers
from nic.settings import Settings
from nic.web.compression import init_compression
from nic.web.errors import init_errors
from nic.web.pages import init_pages

csrf = CSRFProtect()


def init_extensions(app: Application, settings: Settings) -> None:
    """Prepares the app for its rooms."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    configure_logs(settings.log_level)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    recurring = current_house(app).recurring_jobs
    recurring["full limits"] = (limits.SECONDS_BETWEEN, limits.forget_full_limits)
    recurring["sent forms"] = (once.SECONDS_BETWEEN, once.forget_sent_forms)
    init_database(app)
    init_schema(app)
    init_mail(app, settings)
    init_request_log(app)
    csrf.init_app(app)
    app.after_request(add_security_headers)
    init_pages(app, resource_folder("static"))
    init_compression(app)
    init_errors(app)
