"""dragoman reads news and records who did or said what to whom, on whose word."""

__version__ = "0.1.0"
