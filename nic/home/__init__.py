"""Pages that span rooms: This week, team, network, and who can see what."""
