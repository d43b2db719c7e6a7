"""Chart analysis: plain data in, plain data out. Nothing here knows the web or the database."""
