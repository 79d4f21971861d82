"""Rows of reports that are alike: each is one of its own."""

import json


def number_alike(rows, key, seen):
    """Tell rows with the same values apart by a number.

    :param rows: list of dict
    :param key: names of the values that tell rows apart
    :param seen: ``Counter`` of the report's rows so far, which is counted on
    :return: list of dict: the rows, each with its ``number`` among those like it, from 0 on
    """
    numbered = []
    for row in rows:
        text = json.dumps([row.get(name) for name in key])
        numbered.append({**row, "number": seen[text]})
        seen[text] += 1
    return numbered
