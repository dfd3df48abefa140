"""The date grammar: one row a form of expression, over the letters of `lexemes.LETTERS`.

M, m month (clear, or a word too); W, w weekday (full, short); d 1-31, o 1st-31st, n other number,
N number word, a "a"; y year, e '92, Z decade, Q q1-q4, I ISO day; U unit, E weekend, S, s season;
P part of day; t today …; l last, x next, T this, R that; q early, late …; B end (of); H half, quarter;
K named day; g ago; h the; f of; z to; & and.  No rule repeats without bound, so all are linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import absolute, counted, relative
from .relative import Resolver

_NUMBER = r"(?P<n>N-N|[dnNa])"
_EDGE = r"(?:(?P<q>q)-?)?"
_READING = r"(?P<r>l|T?x|T)"
_OF_YEAR = rf",?f?{_READING}(?P<u>U)"


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    resolve: Resolver


def _rule(pattern: str, resolve: Resolver) -> Rule:
    return Rule(re.compile(pattern), resolve)


# Of rules that match at the same place the longest wins, then the earlier one.
RULES: tuple[Rule, ...] = (
    _rule(r"I", absolute.resolve_iso),
    _rule(r"(?:(?P<w>[Ww]),?)?(?P<m>[Mm])(?P<d>[do])(?:,?(?P<y>[ye]))?", absolute.resolve_month_day),
    _rule(r"(?:(?P<w>[Ww]),?h?)?(?P<d>[do])f?(?P<m>[Mm])(?:,?f?(?P<y>[ye]))?", absolute.resolve_month_day),
    _rule(rf"{_READING}(?P<m>[Mm])(?P<d>[do])", absolute.resolve_month_day),
    _rule(rf"(?P<m>[Mm])(?P<d>[do]){_OF_YEAR}", absolute.resolve_month_day),
    _rule(rf"(?P<d>[do])f?(?P<m>[Mm]){_OF_YEAR}", absolute.resolve_month_day),
    _rule(r"(?P<m>[Mm])(?P<a>[do])(?P<j>[-z&])(?P<b>[do])(?:,?(?P<y>[ye]))?", absolute.resolve_day_range),
    _rule(r"(?P<a>[do])(?P<j>[-z&])(?P<b>[do])f?(?P<m>[Mm])(?:,?(?P<y>[ye]))?", absolute.resolve_day_range),
    _rule(
        r"(?P<m>[Mm])(?P<a>[do])?,?(?P<y>y)?(?P<j>[-z&])(?P<n>[Mm])(?P<b>[do])?(?:,?(?P<z>y))?",
        absolute.resolve_month_range,
    ),
    _rule(r"h?(?P<v>U)f(?P<m>[Mm])(?P<d>[do])(?:,?(?P<y>[ye]))?", absolute.resolve_week_of),
    _rule(rf"{_EDGE}(?P<m>[Mm]),?f?(?P<y>[ye])", absolute.resolve_month),
    _rule(rf"(?P<m>[Mm]){_OF_YEAR}", absolute.resolve_month),
    _rule(rf"{_EDGE}{_READING}?(?P<m>[Mm])", absolute.resolve_month),
    _rule(r"(?P<a>y)(?P<j>[-z&])(?P<b>[ydne])", absolute.resolve_year_range),
    _rule(rf"{_EDGE}(?P<y>[ye])", absolute.resolve_year),
    _rule(rf"{_EDGE}(?P<z>Z)", absolute.resolve_decade),
    _rule(rf"{_EDGE}(?P<o>[Oo])-?(?P<u>U)", absolute.resolve_century),
    _rule(r"(?P<n>Q)(?:,?f?(?P<y>y))?", absolute.resolve_quarter),
    _rule(rf"(?:h?(?P<o>[Oo])(?P<h>H))(?:f(?:h?(?P<y>y)|{_READING}(?P<u>U)))?", absolute.resolve_half),
    _rule(r"(?:h?(?P<o>[Oo])(?P<h>H))fh(?P<u>U)", absolute.resolve_half),
    _rule(rf"{_EDGE}{_READING}?(?P<s>[Ss])(?:,?f?(?P<y>[ye]))?", absolute.resolve_season),
    _rule(rf"{_READING}?(?P<k>K)(?:,?(?P<y>y))?", absolute.resolve_named),
    _rule(rf"{_READING}?(?P<w>[Ww])P?", relative.resolve_weekday),
    _rule(r"(?P<t>t)P?", relative.resolve_deictic),
    _rule(r"h?(?P<r>[lTx])(?P<p>P)", relative.resolve_daypart),
    _rule(rf"{_EDGE}(?P<h>h)?(?P<r>l|T?x|T|R)(?P<u>U)", relative.resolve_unit),
    _rule(rf"h?(?P<r>[lx]){_NUMBER}(?P<u>U)", relative.resolve_units),
    _rule(rf"{_NUMBER}(?P<u>U)g", relative.resolve_ago),
    _rule(rf"{_NUMBER}(?P<u>U)(?P<q>q)", relative.resolve_shift),
    _rule(rf"(?:h|{_NUMBER})(?P<u>U)", counted.resolve_counted),
    _rule(rf"{_NUMBER}-?(?P<u>U)", relative.resolve_limit),
    _rule(r"(?P<h>h)?(?P<r>T?x|[lTR])?E", relative.resolve_weekend),
    _rule(r"h?Bfh?(?P<u>U)", relative.resolve_part),
    _rule(rf"h?Bf{_READING}(?P<u>U)", relative.resolve_part),
)
