"""People: sign-in, invitations, memberships; makes the identity of a request."""
