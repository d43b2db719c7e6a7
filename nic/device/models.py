"""What came in from devices: each parcel by its mark, so that sending it again changes nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from nic.kernel import clock
from nic.kernel.database import Base, ShortText


class ReceivedParcel(Base):
    """The latest edition of a parcel that was taken in, and the thing that it made, in the version it left it in.

    A device numbers the editions of what a person goes on writing; an older one that arrives late changes nothing.
    """

    __tablename__ = "received_parcel"
    __table_args__ = (Index(None, "person_id"),)

    mark: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(ShortText)
    edition: Mapped[int]
    subject_kind: Mapped[str] = mapped_column(ShortText, default="")
    subject_id: Mapped[int | None]
    subject_version: Mapped[int | None]
    words: Mapped[str] = mapped_column(ShortText, default="")
    place: Mapped[str] = mapped_column(ShortText, default="")
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
