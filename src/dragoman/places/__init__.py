"""Document → places: place names resolved against the gazetteer."""

from .find import find_places, locate, read_places

__all__ = ["find_places", "locate", "read_places"]
