"""Pictures for people: charts and diagrams from plain data. Nothing here knows of the web or the database."""
