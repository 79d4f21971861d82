"""What a test reads of a settlement's file: every cell by its column, amounts as numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sp_api_simulator import Amazon

from ..partner import Partner, download

REPORTS = "/reports/2021-06-30"
SETTLEMENT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"


@dataclass
class File:
    """A settlement's file: its summary and its rows, cell by cell."""

    summary: dict[str, str]
    rows: list[dict[str, str]]

    @property
    def total(self) -> Decimal:
        return amount(self.summary["total-amount"])

    @property
    def sum(self) -> Decimal:
        return sum((amount(row["amount"]) for row in self.rows), Decimal(0))

    def of(self, description: str) -> list[dict[str, str]]:
        return [row for row in self.rows if row["amount-description"] == description]


def amount(text: str) -> Decimal:
    """`-1,234.50`, `-1.234,50`, `(1,234.50)`: the last separator before two digits is decimal."""
    bare = text.strip("()")
    if bare[-3:-2] in (",", "."):
        bare = f"{bare[:-3].replace(',', '').replace('.', '')}.{bare[-2:]}"
    else:
        bare = bare.replace(",", "")
    return -Decimal(bare) if text.startswith("(") else Decimal(bare)


def read(content: bytes, charset: str = "utf-8-sig") -> File:
    lines = [line for line in content.decode(charset).splitlines() if line]
    columns = lines[0].split("\t")
    summary, *rows = [
        dict.fromkeys(columns, "") | dict(zip(columns, line.split("\t"), strict=False))
        for line in lines[1:]
    ]
    return File(summary, rows)


def close(amazon: Amazon, *traps: str, **how: Any) -> File:
    """Close the period and read its file."""
    told = amazon.close_settlement(traps=list(traps), **how)
    return read(amazon.settlement_file(told["settlement_id"]))


def listed_files(partner: Partner) -> list[File]:
    """The files that Amazon lists, the newest first."""
    found = partner.get(f"{REPORTS}/reports", reportTypes=SETTLEMENT, pageSize=100)["reports"]
    documents = [partner.get(f"{REPORTS}/documents/{each['reportDocumentId']}") for each in found]
    return [read(download(document).encode()) for document in documents]
