"""Pages on versions: publish, list, read one, compare two."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.house import current_house
from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network, Team
from nic.theory.models import Theory
from nic.theory.plain import plain_of
from nic.theory.policy import TheoryPermission as Can
from nic.theory.queries import load_owner, load_theory
from nic.theory.versions import operations, pictures, published, queries, words
from nic.theory.versions.comparison import changes_of
from nic.theory.versions.forms import PublishForm
from nic.theory.versions.models import TheoryVersion
from nic.web.pages import page
from nic.web.pictures import picture_file

blueprint = Blueprint("versions", __name__)


@blueprint.get("/teams/<int:team_id>/theory/versions")
@blueprint.get("/networks/<int:network_id>/theory/versions")
@requires(Can.VIEW_PUBLISHED, load=load_owner)
def versions(owner: Team | Network) -> ResponseReturnValue:
    """The versions of a theory, newest first."""
    found = queries.versions_of(current_scope(), owner)
    return page("theory/versions/list.html", owner=owner, versions=found, names=_publishers(found))


def _publishers(versions: Any) -> dict[int, str]:
    people = {version.published_by_id for version in versions} - {None}
    return current_house().names_of_people(people)


@blueprint.route("/theories/<int:theory_id>/publish", methods=["GET", "POST"])
@requires(Can.EDIT_THEORY, load=load_theory)
def publish(theory: Theory) -> ResponseReturnValue:
    """What would be published, and the reason for it."""
    scope = current_scope()
    last = queries.latest_version(scope, theory.owner)
    form = PublishForm()
    if form.validate_on_submit():
        version = form.attempt(
            operations.publish_version, scope, theory, form.reason.data, form.client_uuid.data
        )
        if version:
            flash(f"Version {version.number} is published.")
            return redirect(url_for("versions.version", version_id=version.id))
    draft = plain_of(theory)
    return page(
        "theory/versions/publish.html",
        form=form,
        theory=theory,
        owner=theory.owner,
        last=last,
        told=words.changes(queries.content_of(last), draft) if last else None,
        shown=published.shown(draft, theory),
    )


@blueprint.get("/theory/versions/<int:version_id>")
@requires(Can.VIEW_PUBLISHED, load=queries.load_version)
def version(version: TheoryVersion) -> ResponseReturnValue:
    """One version: its picture and its outline."""
    owner = version.theory.owner
    others = queries.versions_of(current_scope(), owner)
    return page(
        "theory/versions/version.html",
        version=version,
        owner=owner,
        newest=others[0],
        others=[other for other in others if other.id != version.id],
        names=_publishers([version]),
        shown=published.shown(queries.content_of(version), version.theory),
        content=queries.content_of(version),
        picture=pictures.picture_of(version),
    )


@blueprint.get("/theory/versions/<int:version_id>/diagram")
@requires(Can.VIEW_PUBLISHED, load=queries.load_version)
def take_away(version: TheoryVersion) -> ResponseReturnValue:
    """The picture of a version as a file (``?format=png``), one landscape A4 page."""
    return picture_file(
        f"driver-diagram-version-{version.number}",
        lambda file_format: pictures.taken_away(version, file_format),
    )


@blueprint.get("/theory/versions/<int:version_id>/compare/<int:number>")
@requires(Can.VIEW_PUBLISHED, load=queries.load_two)
def compare(two: queries.TwoVersions) -> ResponseReturnValue:
    """Two versions of a theory: what changed, in words and in the picture."""
    before, after = queries.content_of(two.before), queries.content_of(two.after)
    owner = two.after.theory.owner
    together = pictures.both(before, after)
    return page(
        "theory/versions/compare.html",
        two=two,
        owner=owner,
        told=words.changes(before, after),
        shown=published.shown(together, two.after.theory, changes_of(before, after)),
        picture=pictures.picture_of_changes(two),
        others=[other for other in queries.versions_of(current_scope(), owner) if other.id != two.after.id],
    )
