"""The style page: every component passes the page lint, without and with errors."""

from flask.testing import FlaskClient


def test_every_component_stands_on_the_style_page(client: FlaskClient) -> None:
    assert client.get("/style").status_code == 200


def test_its_empty_form_shows_its_errors(client: FlaskClient) -> None:
    response = client.post("/style", data={})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert response.text.count("Write something here.") >= 4
