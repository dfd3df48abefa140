"""A second opinion on uncertain events, from a language model that the user names; off unless asked for.

Any endpoint that speaks the OpenAI chat completions interface will do, a local one too.  An answer counts only where it
has the form that was asked for and every word that it quotes stands in the article.
"""

from .asking import Endpoint
from .cache import Cache
from .opinions import Bill, Opinions

__all__ = ["Bill", "Cache", "Endpoint", "Opinions"]
