"""Takes the pictures that README and the app's description show, from a running demo.

Usage: pictures.py URL FOLDER. The names are fixed: other pages link to them.
"""

import io
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

from browser import Browser
from PIL import Image

FORM, LIST = ".o_form_sheet", ".o_data_row"
# As many as a flat interface needs; a picture is then a fifth of its size.
COLORS = 160


class Picture(NamedTuple):
    """A screen: its address, and for a form which record of a model it shows."""

    name: str
    path: str
    see: str
    height: int = 700
    model: str = ""
    domain: tuple[tuple[str, str, object], ...] = ()


PICTURES = (
    Picture("orders", "amazon-orders", LIST),
    Picture(
        "order",
        "amazon-orders",
        FORM,
        height=860,
        model="amazon.order",
        domain=(("state", "=", "done"), ("shipment_ids.state", "=", "confirmed")),
    ),
    Picture(
        "shipment",
        "amazon-shipments",
        FORM,
        model="amazon.shipment",
        domain=(("state", "=", "confirmed"),),
    ),
    Picture("listings", "amazon-listings", LIST),
    Picture(
        "store",
        "amazon-stores",
        FORM,
        height=860,
        model="amazon.store",
        domain=(("state", "=", "live"),),
    ),
    Picture(
        "account",
        "amazon-accounts",
        FORM,
        height=800,
        model="amazon.account",
        domain=(("state", "=", "connected"),),
    ),
    Picture("ship_by", "amazon-ship-by", LIST, height=480),
    Picture(
        "settlement",
        "amazon-settlements",
        FORM,
        height=860,
        model="amazon.settlement",
        domain=(("state", "=", "done"),),
    ),
    Picture("issues", "amazon-issues", LIST, height=360),
)


def find(browser: Browser, picture: Picture) -> int:
    """The newest record that the picture is to show, awaited for ten minutes at most."""
    orm = "odoo.__WOWL_DEBUG__.root.env.services.orm"
    model, domain = json.dumps(picture.model), json.dumps(picture.domain)
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if found := browser.run(f"{orm}.search({model}, {domain}, {{limit: 1}})"):
            return int(found[0])
        # What Amazon confirms is in its orders, which else come every five minutes. Asking more
        # often than this would use up the quota.
        browser.run(f"{orm}.call('amazon.order', 'action_fetch_orders', [[]])")
        time.sleep(45)
    raise SystemExit(f"The demo has no {picture.model} to show for {picture.name}.")


def take(browser: Browser, url: str, picture: Picture) -> Image.Image:
    """Open the screen and return what it shows."""
    path = f"{url}/odoo/{picture.path}"
    if picture.model:
        path += f"/{find(browser, picture)}"
    browser.resize(1366, picture.height)
    browser.open(path, picture.see)
    # No cursor blinks in the search field.
    browser.run("document.activeElement.blur()")
    shown = Image.open(io.BytesIO(browser.picture())).convert("RGB")
    return shown.quantize(COLORS, dither=Image.Dither.NONE)


def main(url: str, folder: Path) -> None:
    """Write all pictures."""
    with Browser() as browser:
        browser.login(url, "admin", "admin")
        for picture in PICTURES:
            take(browser, url, picture).save(folder / f"{picture.name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
