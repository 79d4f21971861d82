"""What a call may say: its parameters and the fields of its body, declared as Amazon's models do.

One place holds every call to its declaration, before any handler sees it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .clock import from_iso
from .errors import invalid_input

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_BOOLEANS = {"true": True, "false": False}
_JSON_TYPES: dict[str, tuple[type, str]] = {
    "string": (str, "a string"),
    "date-time": (str, "a string"),
    "date": (str, "a string"),
    "integer": (int, "a whole number"),
    "object": (dict, "an object"),
    "strings": (dict, "an object"),
}


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a body.

    `type`: string, date-time, date, integer, boolean, object, or `strings` (an object of strings).
    `is_list`: it holds any number of these. `values`: the only ones allowed. `least` and `most`
    bound a number's value, or a list's length. `fields`: those of an object; none means any.
    Amazon takes it, the simulator cannot obey it and says so, where it is not `simulated`.
    """

    name: str
    type: str = "string"
    required: bool = False
    is_list: bool = False
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    fields: tuple["Field", ...] = ()
    simulated: bool = True

    def check(self, value: Any) -> None:
        """ApiError 400 if a value of a body is not as declared."""
        if not self.is_list:
            self._check_one(value)
            return
        if not isinstance(value, list):
            raise invalid_input(f"{self.name} must be a list.")
        self._check_bounds(len(value), " values")
        for each in value:
            self._check_one(each)

    def check_text(self, text: str) -> None:
        """ApiError 400 if a parameter of the query, a list separated by commas, is not."""
        texts = text.split(",") if self.is_list else [text]
        if not all(texts):
            raise invalid_input(f"{self.name} must not be empty.")
        self.check([self._read(each) for each in texts] if self.is_list else self._read(text))

    def _read(self, text: str) -> Any:
        if self.type == "integer":
            # Python takes the digits of every script for a number, Amazon does not.
            return int(text) if _WHOLE.fullmatch(text) else text
        return _BOOLEANS.get(text, text) if self.type == "boolean" else text

    def _check_one(self, value: Any) -> None:
        if self.type == "boolean":
            if not isinstance(value, bool):
                raise invalid_input(f"{self.name} must be true or false.")
            return
        wanted, words = _JSON_TYPES[self.type]
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise invalid_input(f"{self.name} must be {words}.")
        if self.values and value not in self.values:
            raise invalid_input(f"Invalid value for {self.name}: {value}.")
        if isinstance(value, int) and not self.is_list:
            self._check_bounds(value, "")
        self._check_inside(value)

    def _check_inside(self, value: Any) -> None:
        """What a moment or an object is made of."""
        if self.type == "date-time":
            try:
                from_iso(value)
            except ValueError as error:
                raise invalid_input(f"{self.name} is not an ISO 8601 date and time.") from error
        elif self.type == "date":
            _check_date(self.name, value)
        elif self.type == "strings" and not all(isinstance(v, str) for v in value.values()):
            raise invalid_input(f"{self.name} must be an object of strings.")
        elif self.fields:
            check_object(self.fields, value)

    def _check_bounds(self, number: int, unit: str) -> None:
        if self.least is not None and number < self.least:
            raise invalid_input(f"{self.name} must be at least {self.least}{unit}.")
        if self.most is not None and number > self.most:
            raise invalid_input(f"{self.name} must be at most {self.most}{unit}.")


def _check_date(name: str, value: str) -> None:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError as error:
        raise invalid_input(f"{name} is not an ISO 8601 date.") from error


def check_query(fields: Iterable[Field], query: Mapping[str, str]) -> None:
    """ApiError 400 if the query is not as declared."""
    for field in _present(fields, query):
        field.check_text(query[field.name])


def check_object(fields: Iterable[Field], values: Mapping[str, Any]) -> None:
    """ApiError 400 if an object of a body is not as declared."""
    for field in _present(fields, values):
        field.check(values[field.name])


def _present(fields: Iterable[Field], given: Mapping[str, Any]) -> list[Field]:
    """The fields that are given; ApiError 400 for one too few, or one that nobody would obey."""
    known = {field.name: field for field in fields}
    missing = [name for name, field in known.items() if field.required and name not in given]
    if missing:
        raise invalid_input(f"Missing required parameter: {', '.join(missing)}.")
    for name in given:
        if name not in known:
            raise invalid_input(f"Unknown parameter: {name}.")
        if not known[name].simulated:
            raise invalid_input(f"{name} is not simulated here.")
    return [known[name] for name in given]
