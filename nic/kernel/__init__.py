"""The ground floor: identity, permissions, scope, transactions, audit, events, jobs, clock and errors."""
