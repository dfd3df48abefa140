"""Following: what became of a commitment, on what evidence."""
