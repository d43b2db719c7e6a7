"""Structured logs on standard output: one JSON object a line, with a request id and no personal data."""

import logging
import time
import uuid

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def configure_logs(level: str) -> None:
    """Sends every log line to standard output as JSON."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )


def init_request_log(app: Flask) -> None:
    """Gives each request an id and logs one line when it is answered: no query string, no address, no person."""

    @app.before_request
    def begin() -> None:
        g.request_id = uuid.uuid4().hex
        g.request_began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        log.info(
            "request",
            request_id=g.get("request_id"),
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000, 1),
        )
        return response
