"""The worked examples of ``docs/accounting.md``, read from the page."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "accounting.md"
MARK = re.compile(r"<!-- (example|entries|accrual): (\S+) ?(.*?) -->")


def read_examples():
    """:return: dict name → dict with the head of the settlement and its ``rows``"""
    return {
        name: {**facts, "rows": [row for row in table if row[0]]}
        for kind, name, facts, table in _read_tables()
        if kind == "example"
    }


def read_entries(which="entries"):
    """:param which: ``entries`` of settlements, or ``accrual``
    :return: list of (name of the example, facts, dict entry → (day, dict account → net))
    """
    found = []
    for kind, name, facts, table in _read_tables():
        if kind == which:
            days, nets = {}, defaultdict(lambda: defaultdict(Decimal))
            for entry, day, account, debit, credit in table:
                days[entry] = day
                nets[entry][account] += Decimal(debit or 0) - Decimal(credit or 0)
            entries = {entry: (days[entry], dict(net)) for entry, net in nets.items()}
            found.append((name, facts, entries))
    return found


def read_proof():
    """:return: dict line of the proof → amount"""
    text = PAGE.read_text().partition("## The proof")[2].partition("\n## ")[0]
    rows = [_cells(line) for line in text.splitlines() if line.startswith("|")]
    return {name: Decimal(amount) for name, amount in rows[2:]}


def _read_tables():
    lines = PAGE.read_text().splitlines()
    for place, line in enumerate(lines):
        if mark := MARK.fullmatch(line.strip()):
            kind, name, words = mark.groups()
            facts = dict(word.split("=") for word in words.split())
            table = []
            for row in lines[place + 3 :]:
                if not row.startswith("|"):
                    break
                table.append([cell.replace("−", "-") for cell in _cells(row)])
            yield kind, name, facts, table


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
