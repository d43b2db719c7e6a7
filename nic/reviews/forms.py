"""The forms of field reviews. The visit forms are made of their questions."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional

from nic.kernel.identity import Role
from nic.organizations.models import Organization
from nic.reviews.models import (
    RATING_WORDS,
    Domain,
    EvidenceItem,
    Finding,
    FindingKind,
    Instrument,
    Question,
    SourceKind,
)
from nic.web.asked import as_key
from nic.web.forms import ChoiceListField, ClientUuidField, EditForm, Form, NumberField

SELDOM_MORE = Length(max=200, message="Use at most 200 characters.")
QUOTE = "Exact words in quotation marks. No names of students or teachers."


class ReviewForm(EditForm):
    """What a review is called, what it is for, and when the visit is."""

    name = StringField("Name", [InputRequired("Give the review a name."), SELDOM_MORE])
    visit_on = DateField("Day of the visit", [InputRequired("Choose the day of the visit.")])
    purpose = TextAreaField(
        "What this review wants to find out", description="One or two sentences for everyone who takes part."
    )


class NewReviewForm(ReviewForm):
    """A new review of a district."""

    version = None
    district_id = SelectField("District", coerce=int)
    framework_id = SelectField("Framework", coerce=int)
    name = StringField("Name", [SELDOM_MORE], description="Left empty, it is called after the district.")


class SchoolsForm(EditForm):
    """The schools that a review visits."""

    school_ids = ChoiceListField("Schools", coerce=int)


class MemberForm(Form):
    """A part in a review for somebody who has an account."""

    email = EmailField(
        "Mail address",
        [
            InputRequired("Write the address of their account."),
            Email("Write a mail address, such as ana@school.example."),
        ],
    )
    role = RadioField(
        "Part in the review",
        [InputRequired("Choose a part.")],
        choices={
            role.value: role.label.capitalize()
            for role in (Role.REVIEWER, Role.REVIEW_LEAD, Role.HOST_COORDINATOR)
        },
        default=Role.REVIEWER.value,
    )


NO_RATING = "none"
RATINGS = {
    **{str(step): word.capitalize() for step, word in enumerate(RATING_WORDS, start=1)},
    NO_RATING: "No rating",
}


class EvidenceForm(Form):
    """One piece of evidence; ``evidence_form`` adds the questions of a visit form."""

    client_uuid = ClientUuidField()
    school_id = RadioField("School", [InputRequired("Choose the school.")], coerce=int)
    source_kind = RadioField(
        "How did you come by it?",
        [InputRequired("Choose the kind of source.")],
        choices={kind.value: kind.label.capitalize() for kind in SourceKind},
    )
    narrative = TextAreaField("What did you see, hear or read?", description=QUOTE)
    criterion_ids = ChoiceListField("What does it speak to?", coerce=int)
    rating = RadioField("How far along is it?", [Optional()], choices=RATINGS, default=NO_RATING)
    questions: Sequence[Question] = ()

    @property
    def answer_fields(self) -> list[Any]:
        """The fields of the visit form's questions, in order."""
        return [self._fields[question.field_name] for question in self.questions]

    @property
    def values(self) -> dict[str, Any]:
        """What the operations take."""
        answers = {
            question.key: _whole(self._fields[question.field_name].data) for question in self.questions
        }
        return {
            "school_id": self.school_id.data,
            "source_kind": SourceKind(self.source_kind.data),
            "narrative": self.narrative.data or "",
            "answers": answers,
            "rating": int(self.rating.data) if (self.rating.data or NO_RATING) != NO_RATING else None,
            "criterion_ids": self.criterion_ids.data,
        }


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def evidence_form(
    schools: Sequence[Organization],
    domains: Sequence[Domain],
    instrument: Instrument | None,
    item: EvidenceItem | None = None,
    school_id: int | None = None,
) -> EvidenceForm:
    """The form for evidence with the questions of a visit form, filled from an item where there is one."""
    questions = instrument.asked if instrument is not None else []
    fields: dict[str, Any] = {question.field_name: _answer_field(question) for question in questions}
    started: dict[str, Any] = {"school_id": school_id or (schools[0].id if len(schools) == 1 else None)}
    if instrument is not None:
        started["source_kind"] = instrument.source_kind.value
    if item is not None:
        started = {
            "school_id": item.school_id,
            "source_kind": item.source_kind.value,
            "narrative": item.narrative,
            "criterion_ids": sorted(item.criterion_ids),
            "rating": str(item.rating or NO_RATING),
            "version": item.version,
            **{f"answer_{key}": value for key, value in item.answers.items()},
        }
        fields |= {"version": EditForm.version, "client_uuid": None}
    form: EvidenceForm = type("VisitForm", (EvidenceForm,), {**fields, "questions": questions})(data=started)
    form.school_id.choices = {school.id: school.name for school in schools}
    form.criterion_ids.choices = {c.id: c.name for domain in domains for c in domain.criteria}
    if instrument is not None:
        form.source_kind.data = instrument.source_kind.value
        form.source_kind.validators = [Optional()]
    return form


def _answer_field(question: Question) -> Any:
    if question.kind == "choice":
        choices = {choice: choice for choice in question.choices}
        return RadioField(question.label, [Optional()], choices=choices, description=question.help)
    if question.kind == "number":
        return NumberField(question.label, description=question.help)
    return TextAreaField(question.label, description=question.help)


class EvidenceFilterForm(Form):
    """Which evidence is listed; sent in the address."""

    class Meta(Form.Meta):
        """Reading needs no token."""

        csrf = False

    criterion = SelectField("Criterion", [Optional()], validate_choice=False)
    school = SelectField("School", [Optional()], validate_choice=False)
    kind = SelectField("Source", [Optional()], validate_choice=False)
    mine = BooleanField("Filed by me")

    @classmethod
    def of(cls, schools: Sequence[Organization], domains: Sequence[Domain]) -> "EvidenceFilterForm":
        """The form for a review, filled from the address."""
        form = cls(formdata=request.args)
        form.criterion.choices = {
            "": "All criteria",
            **{domain.name: {str(c.id): c.name for c in domain.criteria} for domain in domains},
        }
        form.school.choices = {"": "All schools", **{str(school.id): school.name for school in schools}}
        form.kind.choices = {
            "": "All sources",
            **{kind.value: f"{kind.label.capitalize()}s" for kind in SourceKind},
        }
        return form


class RedactForm(Form):
    """Removing texts of evidence for good."""

    texts = ChoiceListField(
        "What to remove",
        choices={"narrative": "What was seen, heard or read", "answers": "The answers on the form"},
    )
    reason = TextAreaField(
        "Why",
        [InputRequired("Say why.")],
        description="Without repeating the text. The reason stays in the history.",
    )


class FindingForm(EditForm):
    """A commendation or a recommendation."""

    kind = RadioField(
        "Kind",
        [InputRequired("Choose the kind.")],
        choices={kind.value: kind.label.capitalize() for kind in FindingKind},
    )
    domain_id = SelectField("Domain", coerce=int)
    text = TextAreaField("The finding, as one full sentence", [InputRequired("Write the finding.")])

    @property
    def values(self) -> dict[str, Any]:
        """What the operations take."""
        return {"kind": FindingKind(self.kind.data), "domain_id": self.domain_id.data, "text": self.text.data}


class NewFindingForm(FindingForm):
    """A new finding with the evidence it cites."""

    version = None
    evidence_ids = ChoiceListField("Evidence it cites", [Optional()], coerce=int)


class CiteForm(Form):
    """Chosen evidence and the finding that cites it; 0 is a finding yet to be written."""

    evidence_ids = ChoiceListField("Evidence", coerce=as_key, validate_choice=False)
    finding_id = SelectField("Cite in", coerce=int, default=0)

    @classmethod
    def of(cls, findings: Sequence[Finding], chosen: int = 0) -> "CiteForm":
        """The form for a review's findings."""
        form = cls(data={"finding_id": chosen})
        form.finding_id.choices = {0: "A new finding", **{f.id: shortened(f.text) for f in findings}}
        return form


def shortened(text: str, length: int = 70) -> str:
    """A text in one line, cut at a word."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"
