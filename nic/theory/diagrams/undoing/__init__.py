"""Taking a step back, or forward again."""
