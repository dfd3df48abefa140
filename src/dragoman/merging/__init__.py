"""Merging: which mentions in several reports are one event."""
