"""The WSGI entry point: ``gunicorn wsgi:app``."""

from nic import create_app

app = create_app()
