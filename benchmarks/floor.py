"""The floor: the least that Flask, Flask-Login, Flask-SQLAlchemy and WTForms need for a page of the same size. Frozen.

The page makes as many Core selects that fetch as many rows as the page it is held against, binds one WTForm with as
many fields and renders one plain template. A POST validates the form and writes as many rows in one commit.
"""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, redirect, render_template, request
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import insert, select
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Form, StringField

TEMPLATE = """<!doctype html><html lang="en"><head><title>Floor</title></head><body><h1>Floor</h1>
<form method="post">{% for field in form %}<p>{{ field.label }} {{ field }}</p>{% endfor %}<button>Save</button></form>
{% for rows in tables %}<ul>{% for row in rows %}<li>{{ row.name }}: {{ row.value }}</li>{% endfor %}</ul>{% endfor %}
</body></html>"""


@dataclass(frozen=True)
class Size:
    """How large a page is: rows of each select (that of the signed-in user first), form fields, rows written."""

    selects: tuple[int, ...]
    fields: int = 0
    writes: int = 0


def make_floor(folder: Path, size: Size) -> Flask:
    """The floor app for one page, with its own SQLite file; /sign-in signs the only user in, /page is the page."""
    app = Flask("floor")
    app.jinja_loader = DictLoader({"floor.html": TEMPLATE})
    app.config.update(SECRET_KEY="floor", SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'floor.sqlite3'}")
    db = SQLAlchemy(app)
    login = LoginManager(app)

    class User(UserMixin, db.Model):
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class Item(db.Model):
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]
        value: Mapped[float]

    items = Item.__table__
    form_class = type(
        "FloorForm", (Form,), {f"field_{n}": StringField(f"Field {n}") for n in range(size.fields)}
    )

    @login.user_loader
    def load(user_id: str) -> User | None:
        return db.session.get(User, int(user_id))

    @app.get("/sign-in")
    def sign_in() -> str:
        login_user(db.session.get_one(User, 1))
        return "signed in"

    def tables() -> list[object]:
        return [
            db.session.execute(select(items.c.name, items.c.value).limit(rows)).all()
            for rows in size.selects[1:]
        ]

    @app.get("/page")
    @login_required
    def page() -> str:
        return render_template("floor.html", form=form_class(), tables=tables())

    @app.post("/page")
    @login_required
    def save() -> object:
        form = form_class(request.form)
        if not form.validate():
            return render_template("floor.html", form=form, tables=tables())
        tables()
        for number in range(size.writes):
            db.session.execute(insert(items).values(name="new", value=float(number)))
        db.session.commit()
        return redirect("/page")

    with app.app_context():
        db.create_all()
        db.session.add(User(id=1, name="Somebody"))
        most = max(size.selects, default=0) + 1
        db.session.execute(insert(items), [{"name": f"Item {n}", "value": n / 7} for n in range(most)])
        db.session.commit()
    return app
