"""The shape of a request body: which type each field must have where it is there."""

from typing import Any

from .errors import invalid_input

# A type, `[shape]` for a list of such, or the shapes of an object's known fields.
Shape = type | list[Any] | dict[str, Any]

_NAMES = {str: "a string", int: "a whole number", dict: "an object"}


def check_shape(value: Any, shape: Shape, where: str) -> None:
    """ApiError 400 if `value`, called `where`, is of another shape. Missing fields are fine."""
    if isinstance(shape, dict):
        check_shape(value, dict, where)
        for name, inner in shape.items():
            if name in value:
                check_shape(value[name], inner, name)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise invalid_input(f"{where} must be a list.")
        for each in value:
            check_shape(each, shape[0], where)
    elif not isinstance(value, shape) or isinstance(value, bool):
        raise invalid_input(f"{where} must be {_NAMES[shape]}.")
