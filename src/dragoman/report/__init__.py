"""Records → what a person reads: a report in the terminal, or a page that carries its evidence."""

from .page import html_document, html_foot, html_head
from .terminal import terminal_report

__all__ = ["html_document", "html_foot", "html_head", "terminal_report"]
