"""One's own mail, and the link with which a mail is ended."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.errors import NotFoundInScope, SignInNeeded
from nic.kernel.identity import Role
from nic.kernel.permissions import public, requires
from nic.kernel.scope import Person, Token, current_scope
from nic.notices import operations, queries
from nic.notices.forms import MailForm
from nic.notices.letters import STOP
from nic.notices.models import NoticeKind, NoticeSetting
from nic.notices.policy import NoticePermission as Can
from nic.notices.timing import when_in_words
from nic.web.pages import page

blueprint = Blueprint("notices", __name__)

DIGEST_ROLES = (Role.TEAM_LEAD, Role.COACH)


@blueprint.route("/account/weekly-mail", methods=["GET", "POST"])
@requires(Can.CHOOSE_OWN_MAIL)
def settings() -> ResponseReturnValue:
    """A reminder and, for leads and coaches, a digest: whether, on which day and at which hour."""
    scope = current_scope()
    if not isinstance(scope, Person):
        raise SignInNeeded
    chosen = queries.own_settings(scope)
    kinds = [NoticeKind.REMINDER]
    if scope.identity.with_roles(*DIGEST_ROLES) or NoticeKind.DIGEST in chosen:
        kinds.append(NoticeKind.DIGEST)
    form = MailForm(data=_values(chosen))
    if form.validate_on_submit():
        for kind in kinds:
            operations.choose_mail(scope, kind, **_choice(form, kind))
        flash("Saved. " + _told([kind for kind in kinds if form[kind.value].data], form))
        return redirect(url_for("notices.settings"))
    return page("notices/settings.html", form=form, kinds=kinds, time_zone=scope.identity.time_zone)


def _values(chosen: dict[NoticeKind, NoticeSetting]) -> dict[str, object]:
    values: dict[str, object] = {}
    for kind, setting in chosen.items():
        values |= {
            kind.value: setting.is_on,
            f"{kind.value}_weekday": setting.weekday,
            f"{kind.value}_hour": setting.hour,
        }
    return values


def _choice(form: MailForm, kind: NoticeKind) -> dict[str, Any]:
    return {
        "is_on": form[kind.value].data,
        "weekday": form[f"{kind.value}_weekday"].data,
        "hour": form[f"{kind.value}_hour"].data,
    }


def _told(kinds: list[NoticeKind], form: MailForm) -> str:
    if not kinds:
        return "You get no weekly mail."
    parts = [
        f"{kind.label} on {when_in_words(form[f'{kind.value}_weekday'].data, form[f'{kind.value}_hour'].data)}"
        for kind in kinds
    ]
    return f"You get a {' and a '.join(parts)}."


@blueprint.route("/stop-mail/<token>", methods=["GET", "POST"])
@public("the sealed link in a mail names the mail that it ends")
def stop_mail(token: str) -> ResponseReturnValue:
    """One button for people; mail programs send the same form themselves. Opening the page changes nothing."""
    setting_id = STOP.open(token)
    if not isinstance(setting_id, int):
        raise NotFoundInScope
    scope = Token(queries.STOP_MAIL, setting_id)
    setting = queries.load_setting(scope, setting_id)
    if request.method == "POST":
        operations.stop_mail(scope, setting)
        return redirect(url_for("notices.stop_mail", token=token))
    return page("notices/stop.html", setting=setting, token=token)
