"""The page that prints the permission map."""

from nic.kernel.house import current_house
from tests.pages import words


def test_it_is_public_and_prints_every_rule(app, client):
    page = words(client.get("/who-can-see-what"))
    with app.app_context():
        rules = list(current_house().permissions.rules())
    missing = [rule.sentence for rule in rules if rule.sentence[1:].replace("'", "&#39;") not in page]
    assert rules
    assert not missing


def test_conditions_are_told(client):
    page = words(client.get("/who-can-see-what"))
    assert "Also, once shared: the network&#39;s teams" in page
