"""A line of the spreadsheet: which listing it means, what it changes, why it cannot."""

from odoo import api, fields, models
from odoo.tools import split_every

from ..models.sync.try_each import try_each
from .listing_sheet_cells import by_column
from .listing_sheet_reading import SWITCHES, SheetReading

KEYS = ("store", "seller_sku")
TOLD = ("asin", "title", "link")
TEXTS = ("product", "further_products", "sold_by", "left_blank", "own_limits", "alias_title")
# Those of these that listings have.
NUMBERS = ("lead_time", "buffer", "maximum", "share")
BATCH_SIZE = 500
RANKS = {"wrong": 0, "change": 1, "same": 2}


class AmazonListingSheetLine(models.TransientModel):
    _name = "amazon.listing.sheet.line"
    _description = "Line of a Spreadsheet of Amazon Listings"
    _order = "rank, number"

    sheet_id = fields.Many2one("amazon.listing.sheet", required=True, ondelete="cascade")
    number = fields.Integer(string="Line")
    seller_sku = fields.Char(string="Seller SKU")
    listing_id = fields.Many2one("amazon.listing", ondelete="cascade")
    state = fields.Selection(
        [
            ("same", "Unchanged"),
            ("change", "To change"),
            ("done", "Changed"),
            ("wrong", "Problem"),
        ],
        required=True,
    )
    rank = fields.Integer(help="Problems come first, what stays as it is last.")
    note = fields.Char(string="What")
    cells = fields.Json(help="As they stand in the file.")
    changes = fields.Json(help="Values for the listing.")

    # Download

    @api.model
    def _get_numbers(self):
        return [name for name in NUMBERS if name in self.env["amazon.listing"]._fields]

    @api.model
    def _get_columns(self):
        """:return: list of the columns of the spreadsheet"""
        return [*KEYS, *TOLD, *TEXTS, *self._get_numbers()]

    @api.model
    def _prepare_rows(self, listings):
        """:return: list of dicts column → text or number, one for each listing"""
        reading = SheetReading(self.env)
        products = listings._get_products()
        codes = reading.name_products(products)
        states = dict(
            self.env["amazon.listing"]._fields["link_state"]._description_selection(self.env)
        )
        return [
            {
                "store": reading.name_store(listing.store_id),
                "seller_sku": listing.seller_sku,
                "asin": listing.asin or "",
                "title": listing.title or "",
                "link": states[listing.link_state],
                "product": codes.get(listing.product_id, ""),
                "further_products": "|".join(codes[p] for p in listing.pool_ids.product_id),
                "sold_by": listing.uom_id.name or "",
                **{name: "yes" if listing[field] else "" for name, field in SWITCHES.items()},
                "alias_title": listing.alias_title or "",
                **{name: listing[name] for name in self._get_numbers()},
            }
            for listing in listings
        ]

    # Upload

    @api.model
    def _create_from_rows(self, sheet, rows):
        """Read rows and note what each would change.

        :param sheet: ``amazon.listing.sheet``
        :param rows: list of (line number, dict heading → text)
        """
        reading = SheetReading(self.env, sheet.store_id)
        for batch in split_every(BATCH_SIZE, rows, list):
            reading.look_up([by_column(cells) for _number, cells in batch])
            self.create([self._prepare_line_vals(sheet, reading, *row) for row in batch])

    @api.model
    def _prepare_line_vals(self, sheet, reading, number, cells):
        """What is shown and kept of one row of the file.

        :param reading: ``SheetReading`` that has looked the row up
        :return: value dict of the line
        """
        columns = by_column(cells)
        listing, changes, notes, problems = reading.read_row(number, columns, self._get_numbers())
        state = "wrong" if problems else "change" if changes else "same"
        return {
            "sheet_id": sheet.id,
            "number": number,
            "seller_sku": columns.get("seller_sku"),
            "listing_id": listing.id,
            "state": state,
            "rank": RANKS[state],
            "note": " ".join(problems) if problems else "; ".join(notes),
            "cells": cells,
            "changes": {} if problems else changes,
        }

    def _apply(self):
        """Write the changes; a line that cannot be written fails alone, with its reason."""
        for ids in split_every(BATCH_SIZE, self.ids):
            lines = self.browse(ids)
            failed = try_each(lines, self._write_changes)
            (lines - self.browse().union(*failed)).state = "done"
            for line, reason in failed.items():
                line.write({"state": "wrong", "rank": RANKS["wrong"], "note": reason})

    @api.model
    def _write_changes(self, lines):
        """Links together, other values together with those of the same ones."""
        Product = self.env["product.product"]
        links, groups = {}, {}
        unlike = self.env["amazon.listing"]
        for line in lines:
            vals = dict(line.changes)
            if vals.get("product_id"):
                links[line.listing_id] = Product.browse(vals.pop("product_id"))
                if "uom_id" in vals:
                    unlike |= line.listing_id
            if vals:
                groups.setdefault(repr(sorted(vals.items())), []).append((line, vals))
        # The unit of the product before may be none of the next one's.
        unlike.filtered("uom_id").uom_id = False
        self.env["amazon.listing"]._link(links)
        for group in groups.values():
            listings = self.browse().concat(*(line for line, _vals in group)).listing_id
            listings.write(self._to_vals(group[0][1]))

    def _to_vals(self, changes):
        """:return: value dict of what was noted as JSON: a pool is a list of product ids"""
        vals = dict(changes)
        if "pool" in vals:
            pool = vals.pop("pool")
            vals["pool_ids"] = [fields.Command.clear()] + [
                fields.Command.create({"product_id": product_id, "sequence": 10 * place})
                for place, product_id in enumerate(pool, 1)
            ]
        return vals
