"""What can be set at a reset; everything else behaves as Amazon does."""

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Settings:
    """`rates`: enforce the token buckets. `clock_speed`: simulated seconds per real second.
    `clock_start`: the time at which the clock begins (ISO 8601), now unless given.

    `visibility_lag_seconds`: how recent a change searches leave out. `report_delay_seconds` and
    `feed_delay_seconds`: simulated time until a report or feed is done. `discount_sign`: -1 or 1,
    the sign of DISCOUNT amounts, which Amazon does not document. `gzip_reports`: compress them.
    `reports_of_all_marketplaces`: `getReports` takes no notice of the marketplaces asked for.
    `finances_page_size`: transactions of a page, which Amazon does not document.
    """

    rates: bool = True
    clock_speed: float = 1.0
    clock_start: str | None = None
    visibility_lag_seconds: float = 120
    report_delay_seconds: float = 4
    feed_delay_seconds: float = 4
    discount_sign: int = -1
    gzip_reports: bool = True
    finances_page_size: int = 100
    reports_of_all_marketplaces: bool = False

    @classmethod
    def split(cls, options: dict[str, Any]) -> tuple[Self, dict[str, Any]]:
        """The settings among `options`, and the options that are left for the scenario."""
        names = {field.name for field in fields(cls)}
        chosen = {key: value for key, value in options.items() if key in names}
        return cls(**chosen), {key: value for key, value in options.items() if key not in names}
