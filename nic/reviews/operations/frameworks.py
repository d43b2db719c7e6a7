"""Putting frameworks and their forms in place."""

from nic.kernel import audit, clock
from nic.kernel.scope import Scope
from nic.reviews import queries, seeds
from nic.reviews.models import Criterion, Domain, Framework, Instrument


def seed_example_framework(scope: Scope) -> Framework:
    """Puts the example framework with its forms in place, once; what is there already is given back unchanged."""
    present = queries.framework_named(scope, seeds.NAME, seeds.EDITION)
    if present is not None:
        return present
    framework = Framework(
        name=seeds.NAME,
        edition=seeds.EDITION,
        is_example=True,
        domains=[
            Domain(
                position=number,
                name=domain.name,
                question=domain.question,
                criteria=[
                    Criterion(position=place, name=name, look_for=look_for)
                    for place, (name, look_for) in enumerate(domain.criteria, start=1)
                ],
            )
            for number, domain in enumerate(seeds.DOMAINS, start=1)
        ],
        instruments=[
            Instrument(
                name=form.name,
                position=number,
                source_kind=form.source_kind,
                questions=form.questions,
                published_at=clock.now(),
            )
            for number, form in enumerate(seeds.FORMS, start=1)
        ],
    )
    audit.record(scope, "put in place", framework)
    return framework
