"""The base of every form: trimmed text, a version for what people edit, and one way to run an operation."""

import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import Optional, StopValidation

from nic.kernel.database import db
from nic.kernel.errors import DomainError, FieldWords, StaleVersion

Result = TypeVar("Result")


def trimmed(value: Any) -> Any:
    """Text without white space at its ends, and without the sign 0 that no database keeps; anything else as it is."""
    return value.replace("\0", "").strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """A form whose text fields are trimmed, and which can carry out an operation."""

    class Meta(FlaskForm.Meta):
        """Trims every text field but passwords, which are what was typed."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Adds the trimming filter to text fields; a text that was not sent is empty, never None."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = (*options.get("filters", ()), trimmed)
            if (
                unbound_field.field_class in (StringField, TextAreaField)
                and "default" not in unbound_field.kwargs
            ):
                options["default"] = ""
            return unbound_field.bind(form=form, **options)

    def attempt(self, operation: Callable[..., Result], *arguments: Any, **named: Any) -> Result | None:
        """Runs an operation in a savepoint. A broken rule becomes an error of its field (or of the form): then None.

        The operation must return something true. A stale version takes the words of the fields along.
        """
        try:
            with db.session.begin_nested():
                return operation(*arguments, **named)
        except DomainError as error:
            for each in (error, *error.others):
                self.add_error(each.field, each.message)
            return None
        except StaleVersion as stale:
            stale.fields = {field.name: words_of(field) for field in self.each_field()}
            raise

    def each_field(self) -> Iterator[Field]:
        """Every field that the page shows; a form with rows adds theirs."""
        return iter(self)

    def add_error(self, field_name: str | None, message: str) -> None:
        """Puts an error beside a field, or on the form where no such field is shown."""
        if field_name is not None and field_name in self._fields:
            field = self._fields[field_name]
            field.errors = [*field.errors, message]
        else:
            self.form_errors.append(message)


def words_of(field: Field) -> FieldWords:
    """What a field is called, and what can be chosen in it."""
    one = isinstance(field, SelectFieldBase) and not isinstance(field, SelectMultipleField)
    choices = field.iter_choices() if one else ()
    return FieldWords(field.label.text, tuple((str(each.value), str(each.label)) for each in choices))


class VersionField(IntegerField):
    """The version of the row that the form was opened with. A form on a row does not pass without it."""

    def pre_validate(self, form: Form) -> None:
        """Refuses a form on a row that was sent without the version."""
        if self.object_data is not None and not any(self.raw_data or ()):
            raise StopValidation("This page was sent without its mark. Open it again.")


class EditForm(Form):
    """A form on a row: carries the version that the page was opened with; empty where the row is only being made."""

    version: Any = VersionField(widget=widgets.HiddenInput(), validators=[Optional()])


class ClientUuidField(HiddenField):
    """A UUID made with the page (or by the device): sending twice saves once. ``data`` is a UUID."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the UUID. Raises ValueError with a sentence for anything else."""
        try:
            self.data = uuid.UUID(valuelist[0])
        except (IndexError, ValueError) as error:
            self.data = uuid.uuid4()
            raise ValueError("This page was sent without its mark. Send it again.") from error

    def process_data(self, value: uuid.UUID | None) -> None:
        """A fresh UUID for a fresh page."""
        self.data = value or uuid.uuid4()

    def _value(self) -> str:
        return str(self.data)


class NumberField(StringField):
    """A figure as people type it: "46", "46.5", "46,5", "46 %". ``data`` is a float or None; the typed text is kept."""

    def __init__(
        self, label: str | None = None, validators: Any = None, unit: str = "", **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.unit = unit

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the figure. Raises ValueError with a sentence for anything else."""
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = parse_number(self.typed, self.unit)

    def _value(self) -> str:
        if getattr(self, "typed", None) is not None:
            return self.typed
        return "" if self.data is None else format(float(self.data), "g")


def parse_number(typed: str, unit: str = "") -> float | None:
    """A typed figure; None for an empty text. Raises ValueError with a sentence for a text that is no figure."""
    text = typed.replace("\u00a0", " ").removesuffix(unit).removesuffix("%").strip()
    if not text:
        return None
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        figure = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"“{typed}” is not a number. Write a figure such as 46 or 46.5.") from None
    if not figure.is_finite() or abs(figure) > Decimal("1e12"):
        raise ValueError(f"“{typed}” is out of range.")
    return float(figure)


class ChoiceListField(SelectMultipleField):
    """Several choices as a list of check boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()
