"""The demo story: a fictional state whose teams, changes and failures give every page something true to show."""
