"""The kernel's tables, imported in one place so that migrations see them."""

from nic.kernel.audit import AuditEntry
from nic.kernel.jobs import Job
from nic.kernel.limits import RateBucket
from nic.kernel.once import SentForm
from nic.kernel.outbox import OutgoingMail

__all__ = ["AuditEntry", "Job", "OutgoingMail", "RateBucket", "SentForm"]
