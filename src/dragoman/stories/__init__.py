"""Stories: which reports tell the same, which are copies, how many independent origins there are."""
