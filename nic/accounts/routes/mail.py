"""The mail of a demo, readable by administrators: there is no mail server to send it."""

from flask import current_app
from flask.typing import ResponseReturnValue

from nic.accounts import queries
from nic.accounts.policy import AccountPermission as Can
from nic.accounts.routes import blueprint
from nic.kernel.errors import NotFoundInScope
from nic.kernel.permissions import requires
from nic.kernel.scope import Scope, current_scope
from nic.web.pager import paginate, requested_page
from nic.web.pages import page


def _outbox(scope: Scope) -> queries.Outbox:
    if not current_app.config["NIC_SETTINGS"].demo:
        raise NotFoundInScope
    return queries.load_outbox(scope)


@blueprint.get("/mail")
@requires(Can.READ_MAIL, load=_outbox)
def mail(_outbox: queries.Outbox) -> ResponseReturnValue:
    """All mail, newest first."""
    statement = queries.mail_statement(current_scope())
    return page("accounts/mail.html", mails=paginate(statement, requested_page(), 20))
