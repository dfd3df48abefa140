"""Who is who in one document: analysis and registry in, a cast of actors with all their mentions out.

find_actors      names, descriptions and third-person pronouns → Cast
resolve_speakers "I", "we", "you" once it is known who says what → Cast
actor_records    the actors that the output holds → list of Actor
resolve_phrase   one phrase by itself → PhraseResult
"""

from .output import actor_records
from .phrase import PhraseResult, resolve_phrase
from .resolving import find_actors
from .speakers import resolve_speakers

__all__ = ["PhraseResult", "actor_records", "find_actors", "resolve_phrase", "resolve_speakers"]
