"""How far the two labellings of benchmarks/factuality agree: per cent and Cohen's kappa."""

import csv
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = ("status", "polarity", "certainty")


def read(name: str) -> dict[str, dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row for row in rows}


def kappa(pairs: list[tuple[object, object]]) -> tuple[float, float]:
    """Share of equal pairs, and that share corrected for chance."""
    size = len(pairs)
    observed = sum(one == two for one, two in pairs) / size
    ones, twos = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(count * twos[label] for label, count in ones.items()) / size**2
    return observed, 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def main() -> None:
    first, second = read("sentences.tsv"), read("second.tsv")
    print(f"{len(first)} rows, {len(second)} labelled twice")
    for fields in [(field,) for field in FIELDS] + [FIELDS]:
        pairs = [(tuple(first[row][f] for f in fields), tuple(second[row][f] for f in fields)) for row in second]
        share, corrected = kappa(pairs)
        print(f"{' + '.join(fields):32} {share:7.1%}  kappa {corrected:.3f}")


if __name__ == "__main__":
    main()
