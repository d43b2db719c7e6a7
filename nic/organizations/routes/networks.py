"""Networks: the list, making one, describing it, and the teams in it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations import operations, queries
from nic.organizations.forms import NetworkForm, NewNetworkForm, NoFieldsForm
from nic.organizations.models import Network
from nic.organizations.policy import OrganizationPermission as Can
from nic.organizations.queries import NetworkGround
from nic.organizations.routes import blueprint
from nic.web.asked import requested_words
from nic.web.pager import paginate, requested_page
from nic.web.pages import page


@blueprint.get("/networks")
@requires(Can.LIST_NETWORKS)
def networks() -> ResponseReturnValue:
    """The networks that the person can see, alphabetical."""
    scope = current_scope()
    return page(
        "organizations/networks.html",
        networks=queries.visible_networks(scope),
        counts=queries.team_counts(scope),
        may_make=can(Can.CREATE_NETWORK, queries.load_network_ground(scope)),
    )


@blueprint.route("/networks/new", methods=["GET", "POST"])
@requires(Can.CREATE_NETWORK, load=queries.load_network_ground)
def new_network(ground: NetworkGround) -> ResponseReturnValue:
    """Makes a network."""
    form = NewNetworkForm(ground.agencies)
    if form.validate_on_submit():
        agency = next(agency for agency in ground.agencies if agency.id == form.agency_id.data)
        made = form.attempt(
            operations.make_network, current_scope(), agency, name=form.name.data, purpose=form.purpose.data
        )
        if made:
            flash(f"{made.name} is made. Add its teams next.")
            return redirect(url_for("organizations.teams_of_network", network_id=made.id))
    return page(
        "organizations/network_form.html",
        form=form,
        title="Make a network",
        network=None,
        back=url_for("organizations.networks"),
    )


@blueprint.route("/networks/<int:network_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_NETWORK, load=queries.load_network)
def edit_network(network: Network) -> ResponseReturnValue:
    """Renames a network, or says what it is for."""
    form = NetworkForm(obj=network)
    back = url_for("home.network", network_id=network.id)
    values = {"name": form.name.data, "purpose": form.purpose.data}
    if form.validate_on_submit() and form.attempt(
        operations.edit_network, current_scope(), network, form.version.data, **values
    ):
        flash("The network is changed.")
        return redirect(back)
    return page(
        "organizations/network_form.html", form=form, title=f"Edit {network.name}", network=network, back=back
    )


@blueprint.get("/networks/<int:network_id>/teams")
@requires(Can.EDIT_NETWORK, load=queries.load_network)
def teams_of_network(network: Network) -> ResponseReturnValue:
    """The teams of a network, and those of its agency that can be added."""
    scope, search = current_scope(), requested_words()
    return page(
        "organizations/teams_of_network.html",
        network=network,
        search=search,
        teams=paginate(queries.teams_in_network(scope, network), requested_page(), 50),
        found=paginate(queries.teams_to_add(scope, network, search), 1, 20),
    )


@blueprint.post("/networks/<int:network_id>/teams/<int:team_id>/add")
@requires(Can.EDIT_NETWORK, load=queries.load_network_and_team)
def add_team(both: queries.NetworkAndTeam) -> ResponseReturnValue:
    """Adds a team to a network."""
    form = NoFieldsForm()
    if form.attempt(operations.add_team, current_scope(), both.network, both.team):
        flash(f"{both.team.name}, {both.team.school.name}, is in the network.")
    return _back_to_teams(both.network, form)


@blueprint.post("/networks/<int:network_id>/teams/<int:team_id>/remove")
@requires(Can.EDIT_NETWORK, load=queries.load_network_and_team)
def remove_team(both: queries.NetworkAndTeam) -> ResponseReturnValue:
    """Takes a team out of a network."""
    form = NoFieldsForm()
    if form.attempt(operations.remove_team, current_scope(), both.network, both.team):
        flash(f"{both.team.name}, {both.team.school.name}, is no longer in the network.")
    return _back_to_teams(both.network, form)


def _back_to_teams(network: Network, form: NoFieldsForm) -> ResponseReturnValue:
    for message in form.form_errors:
        flash(message, "error")
    search = request.form.get("search") or None
    return redirect(url_for("organizations.teams_of_network", network_id=network.id, search=search))
