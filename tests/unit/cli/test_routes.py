"""``nic routes`` lists every address and notices one that nothing guards."""

from collections.abc import Callable

from click.testing import Result
from flask import Flask

from nic.cli.routes import routes
from nic.kernel.application import Application
from nic.kernel.permissions import public


def test_every_address_stands_in_the_list(app: Flask, nic: Callable[..., Result]) -> None:
    done = nic("routes")
    assert done.exit_code == 0, done.stderr
    listed = {line.split()[0] for line in done.stdout.splitlines()[1:]}
    assert listed == {rule.rule for rule in app.url_map.iter_rules()}
    assert "NONE" not in done.stdout


def test_an_address_without_a_guard_ends_the_command_with_1() -> None:
    app = Application("nic")
    app.view_functions["static"] = public("files")(app.view_functions["static"])
    app.add_url_rule("/open-door", "open_door", lambda: "")
    done = app.test_cli_runner().invoke(routes)
    assert done.exit_code == 1
    assert "Nothing guards open_door." in done.stderr
    assert "public: files" in done.stdout
