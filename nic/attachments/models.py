"""Links and files beside a thing. A file's content stands in the data directory under a name that tells nothing."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel.database import Archivable, Base, Created, Identified, LongText, ShortText, Versioned
from nic.kernel.identity import Place


class Attachment(Identified, Created, Versioned, Archivable, Base):
    """A link (``link``) or a file (``stored``, until it is removed for good) that belongs to a thing.

    It is read with the thing; with ``circle_only`` by its circle alone.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("client_uuid"),
        UniqueConstraint("stored"),
        Index(None, "subject_kind", "subject_id", "id"),
        CheckConstraint("link = '' OR stored IS NULL", name="a_link_or_a_file"),
    )

    subject_kind: Mapped[str] = mapped_column(ShortText)
    subject_id: Mapped[int]
    agency_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(LongText)
    link: Mapped[str] = mapped_column(LongText, default="")
    stored: Mapped[str | None] = mapped_column(ShortText)
    media_type: Mapped[str] = mapped_column(ShortText, default="")
    size: Mapped[int] = mapped_column(default=0)
    circle_only: Mapped[bool]
    client_uuid: Mapped[UUID | None] = mapped_column(Uuid)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(agency_id=self.agency_id, team_id=self.team_id)

    @property
    def is_removed(self) -> bool:
        """Whether its link or file was removed for good."""
        return not self.link and self.stored is None
