"""What passes between two, as a picture: a strip of bars for each direction, and a line for the balance below.

Cooperation stands above the line and conflict below it, so that neither colour nor legend is needed to tell them
apart; the colours are of the palette by Okabe and Ito, which people of all colour vision tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Form = Literal["png", "svg", "pdf"]
Rows = Sequence[Mapping[str, Any]]

# 1200 points wide; on paper, ten inches.
_INCHES, _DPI = (10.0, 7.5), 120
# Set, not computed, which would take half of the time.
_ROOM = {"left": 0.075, "right": 0.98, "top": 0.91, "bottom": 0.115, "hspace": 0.22}
# (quad, what it is, colour): from the line outwards, above it and below it
_UP = ((2, "material cooperation", "#0072B2"), (1, "verbal cooperation", "#56B4E9"))
_DOWN = ((4, "material conflict", "#D55E00"), (3, "verbal conflict", "#E69F00"))
_INK, _FAINT = "#222222", "#d8d8d8"
# Where there are more periods, a line of single ones is a thicket: the line is drawn over as many as this at once.
_MANY, _AT_ONCE = 60, 4
# Periods that all have their day named; days from which on months are named.
_FEW, _LONG_DAYS = 8, 120
# No dates and no random ids, so that the same ledger gives the same bytes.
_METADATA: dict[Form, dict[str, None]] = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
_STYLE: dict[Any, Any] = {"svg.hashsalt": "dragoman", "svg.fonttype": "none", "font.size": 11, "axes.edgecolor": _INK,
          "text.parse_math": False}  # fmt: skip


def draw_dyad(rows: Rows, out: BinaryIO, form: Form, *, a: str, b: str, by: str, note: str) -> None:
    """Draws the rows of `Ledger.dyad` (at least one) into a stream; by: the period's name; note: the line below."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=_INCHES, dpi=_DPI)
        forth, back, balance = figure.subplots(3, 1, sharex=True, height_ratios=[4, 4, 2.2], gridspec_kw=_ROOM)
        figure.suptitle(f"{a} and {b}: events by {by}", x=0.015, y=0.985, ha="left", fontsize=15, fontweight="bold")
        starts = [row["period"] for row in rows]
        _draw_bars(forth, rows, starts, "ab", f"{a} → {b}")
        _draw_bars(back, rows, starts, "ba", f"{b} → {a}")
        _share_height(forth, back)
        _draw_balance(balance, rows, starts, by)
        _draw_days(balance, starts)
        handles, labels = forth.get_legend_handles_labels()
        order = [labels.index(name) for _, name, _ in (*reversed(_UP), *reversed(_DOWN))]
        shown = [handles[k] for k in order], [labels[k] for k in order]
        figure.legend(*shown, loc="lower center", bbox_to_anchor=(0.5, 0.03), ncols=4, frameon=False)
        figure.text(0.015, 0.012, note, fontsize=8.5, color="#555555")
        figure.savefig(out, format=form, metadata=_METADATA[form])


def _draw_bars(axes: Axes, rows: Rows, starts: Sequence[date], way: str, said: str) -> None:
    """A strip of bars: one direction, cooperation up, conflict down."""
    edges = [*_numbers(starts), _end(starts)]
    for quads, sign in ((_UP, 1), (_DOWN, -1)):
        base = [0] * len(edges)
        for quad, name, colour in quads:
            heights = [sign * row[f"{way}_quad{quad}"] for row in (*rows, rows[-1])]
            tops = [low + height for low, height in zip(base, heights, strict=True)]
            # one outline for all bars, as years of weeks drawn bar by bar take seconds
            axes.fill_between(edges, base, tops, step="post", color=colour, label=name, linewidth=0)
            base = tops
    axes.axhline(0, color=_INK, linewidth=0.8)
    axes.set_title(said, loc="left", fontsize=12)
    axes.set_ylabel("conflict   cooperation", fontsize=10)
    axes.yaxis.set_label_coords(-0.052, 0.5)
    _plain(axes)


def _share_height(*strips: Axes) -> None:
    """Gives strips one scale, in whole events, with zero in the middle, and the sizes of counts on either side."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    top = max(1.0, *(abs(limit) for axes in strips for limit in axes.get_ylim()))
    for axes in strips:
        axes.set_ylim(-top, top)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{abs(count):g}"))


def _draw_balance(axes: Axes, rows: Rows, starts: Sequence[date], by: str) -> None:
    """The line from -1, nothing but conflict, to 1; broken where nothing happened."""
    middles = [(begin + end) / 2 for begin, end in pairwise([*_numbers(starts), _end(starts)])]
    at_once = _AT_ONCE if len(rows) > _MANY else 1
    balances = [_balance(rows[max(0, k - at_once + 1) : k + 1]) for k in range(len(rows))]
    axes.axhline(0, color=_INK, linewidth=0.8)
    marker = "o" if len(rows) <= _MANY else None
    axes.plot(middles, balances, color=_INK, linewidth=1.6, marker=marker, markersize=4, solid_capstyle="round")
    over = f"over {at_once} {by}s at once" if at_once > 1 else f"of each {by}"
    axes.set_title(f"balance {over}: 1 cooperation alone, -1 conflict alone, by intensity", loc="left", fontsize=12)
    axes.set_ylim(-1.12, 1.12)
    axes.set_yticks([-1, 0, 1])
    _plain(axes)


def _balance(rows: Rows) -> float:
    cooperation, conflict = (sum(row[name] for row in rows) for name in ("cooperation", "conflict"))
    weight = cooperation + conflict
    return (cooperation - conflict) / weight if weight else float("nan")


def _draw_days(axes: Axes, starts: Sequence[date]) -> None:
    """Names days, or months where the span is long; the first days of the periods where they are few."""
    from matplotlib.dates import AutoDateLocator, DateFormatter

    first, last = _numbers(starts)[0], _end(starts)
    axes.set_xlim(first, last)
    if len(starts) <= _FEW:
        axes.set_xticks(_numbers(starts))
    else:
        axes.xaxis.set_major_locator(AutoDateLocator(minticks=4, maxticks=10))  # type: ignore[no-untyped-call]
    days = len(starts) <= _FEW or last - first < _LONG_DAYS
    axes.xaxis.set_major_formatter(DateFormatter("%d %b %Y" if days else "%b %Y"))  # type: ignore[no-untyped-call]


def _plain(axes: Axes) -> None:
    """Leaves of the frame what is needed to read values off."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=_FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def _numbers(days: Sequence[date]) -> list[float]:
    """Days as matplotlib counts them."""
    return [float((day - date(1970, 1, 1)).days) for day in days]


def _end(starts: Sequence[date]) -> float:
    """Where the last period ends, which is taken to be as long as the one before, or a week."""
    days = _numbers(starts)
    return days[-1] + (days[-1] - days[-2] if len(days) > 1 else 7.0)
