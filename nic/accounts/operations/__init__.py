"""Every write of people: devices, accounts, invitations and memberships."""
