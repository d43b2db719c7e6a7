"""What backs a problem or a cause: notes, and links to what higher rooms have, such as measures."""
