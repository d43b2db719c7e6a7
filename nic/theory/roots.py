"""What the sub-rooms on problems, their evidence and their causes register."""

from typing import Any

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers problems of practice, evidence and fishbones."""
    from nic.theory.evidence import routes as evidence
    from nic.theory.fishbones import routes as fishbones
    from nic.theory.fishbones import votes as votes_on_causes
    from nic.theory.fishbones.panels import panels_on_drivers
    from nic.theory.panels import SLOT
    from nic.theory.problems import routes as problems
    from nic.theory.problems import votes as votes_on_problems
    from nic.theory.problems.policy import register_policy

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subject_kinds():
        house.add_subject(kind)
    votes_on_problems.register_votes(house)
    votes_on_causes.register_votes(house)
    house.add_provider(SLOT, panels_on_drivers)
    house.add_constraint("uq_fishbone_problem_id", "category_set", "This problem has a fishbone already.")
    house.add_constraint("uq_cause_client_uuid", "text", "This was sent twice at once. Open the page again.")
    for room in (problems, evidence, fishbones):
        app.register_blueprint(room.blueprint)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.theory import talk_about
    from nic.theory.evidence import queries as evidence
    from nic.theory.evidence.models import EvidenceNote
    from nic.theory.evidence.routes import address_of_evidence
    from nic.theory.fishbones import models
    from nic.theory.fishbones import queries as fishbones
    from nic.theory.problems import queries as problems
    from nic.theory.problems.models import Problem
    from nic.theory.problems.policy import ProblemPermission as Can

    def address_of_fishbone(fishbone: Any) -> str:
        return url_for("fishbones.fishbone", problem_id=fishbone.problem_id)

    return (
        SubjectKind(
            key="problem",
            name="problem of practice",
            model=Problem,
            load=problems.load_problem,
            view=Can.VIEW_PROBLEM,
            title=lambda problem: problem.statement,
            address=lambda problem: url_for("problems.problem", problem_id=problem.id),
            texts=("statement", "how_we_know", "whom_it_affects", "scope_note", "status_reason"),
            labels={
                "how_we_know": "How we know",
                "scope_note": "What belongs to it",
                "status_reason": "Why",
                "archived_at": "Archived",
                "merged_at": "Merged",
            },
            talk=talk_about(Can.VIEW_PROBLEM, problems.readable_problems, lambda problem: problem.owner),
        ),
        SubjectKind(
            key="evidence_note",
            name="evidence",
            model=EvidenceNote,
            load=evidence.load_evidence,
            view=Can.VIEW_PROBLEM,
            title=lambda note: note.text or f"Evidence for “{_words_of(note.about)}”",
            address=address_of_evidence,
            texts=("text",),
            labels={"text": "Words", "archived_at": "Taken away", "source_kind": "Links to a"},
        ),
        SubjectKind(
            key="fishbone",
            name="fishbone",
            model=models.Fishbone,
            load=fishbones.load_fishbone,
            view=Can.VIEW_PROBLEM,
            title=lambda fishbone: fishbone.problem.statement,
            address=address_of_fishbone,
            labels={"category_set": "Categories"},
        ),
        SubjectKind(
            key="cause",
            name="cause",
            model=models.Cause,
            load=fishbones.load_cause,
            view=Can.VIEW_PROBLEM,
            title=lambda cause: cause.text,
            address=lambda cause: url_for("fishbones.cause", cause_id=cause.id),
            texts=("text",),
            labels={
                "text": "Words",
                "is_root": "Root cause",
                "within_control": "Within our control",
                "archived_at": "Archived",
            },
        ),
    )


def _words_of(about: Any) -> str:
    return str(getattr(about, "statement", "") or about.text)
