"""Problems of practice: proposed, voted on, merged, chosen, worked on."""
