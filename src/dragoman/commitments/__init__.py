"""What has been promised, threatened, offered, demanded, refused, agreed or forbidden, and what it hangs on."""

from .finding import find_commitments

__all__ = ["find_commitments"]
