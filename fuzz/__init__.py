"""Fuzzing: hostile bytes for the readers, hostile texts for the coder, for a bounded time (`make fuzz`)."""
