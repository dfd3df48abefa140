"""Document → tokens, sentences, clauses and quotations.  The only room that loads spaCy."""

from .analysis import Analysis, Clause, Entity, Quotation, Sentence, Token
from .pipeline import EnglishPipeline

__all__ = ["Analysis", "Clause", "EnglishPipeline", "Entity", "Quotation", "Sentence", "Token"]
