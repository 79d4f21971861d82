"""Links and settings of many listings through a spreadsheet (D3)."""

from base64 import b64decode, b64encode
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ...wizards.listing_sheet_files import read_table, write_csv, write_xlsx
from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestListingSheet(ListingsCommon):
    def setUp(self):
        super().setUp()
        self.load(report(row("MUG"), row("LAMP"), row("OTHER-1"), row("=2+3")))
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        self.Sheet = self.env["amazon.listing.sheet"].with_user(clerk)

    def download(self, form="csv", **how):
        sheet = self.Sheet.create({"form": form, **how})
        action = sheet.action_download()
        self.assertIn(f"/amazon.listing.sheet/{sheet.id}/sheet", action["url"])
        self.assertEqual(action["target"], "self", "no pop-up that a browser blocks")
        headings, rows = read_table(b64decode(sheet.sheet))
        return headings, {cells["seller_sku"]: cells for _number, cells in rows}

    def upload(self, rows, name="listings.csv", columns=None):
        write = write_xlsx if name.endswith("xlsx") else write_csv
        columns = columns or list(dict.fromkeys(key for cells in rows for key in cells))
        return self.upload_file(write(columns, rows), name)

    def upload_file(self, content, name="listings.csv"):
        sheet = self.Sheet.create({"file": b64encode(content), "file_name": name})
        sheet.action_preview()
        return sheet

    def states(self, sheet):
        return {line.seller_sku: line.state for line in sheet.line_ids}

    # Out and in

    def test_what_is_downloaded_and_uploaded_unchanged_changes_nothing(self):
        self.listing("MUG").pool_ids = [(0, 0, {"product_id": self.lamp.id})]
        self.lamp.active = False
        self._create_product("LAMP", "Another lamp", quantity=0)
        for form in ("csv", "xlsx"):
            headings, rows = self.download(form)
            self.assertEqual(rows["MUG"]["product"], "MUG")
            self.assertEqual(rows["MUG"]["further_products"], f"#{self.lamp.id}")
            self.assertIn("=2+3", rows, "a SKU is no formula, and comes back as it is")

            sheet = self.upload(list(rows.values()), f"listings.{form}", headings)

            self.assertEqual(set(self.states(sheet).values()), {"same"}, form)

    def test_no_cell_of_the_file_is_a_formula(self):
        self.assertIn(b"'=2+3", b64decode(self.offered("csv").sheet))
        book = load_workbook(BytesIO(b64decode(self.offered("xlsx").sheet)))
        kinds = {cell.data_type for cells in book.active.iter_rows() for cell in cells}
        self.assertNotIn("f", kinds)

    def offered(self, form):
        sheet = self.Sheet.create({"form": form})
        sheet.action_download()
        return sheet

    def test_chosen_listings_alone_are_downloaded(self):
        chosen = self.listing("MUG") | self.listing("LAMP")
        sheet = self.Sheet.with_context(active_model="amazon.listing", active_ids=chosen.ids)

        dialog = Form(sheet).save()
        dialog.action_download()

        _headings, rows = read_table(b64decode(dialog.sheet))
        self.assertEqual({cells["seller_sku"] for _n, cells in rows}, {"MUG", "LAMP"})

    # Editing

    def test_a_line_is_previewed_written_and_told(self):
        sheet = self.upload(
            [
                {"seller_sku": "MUG", "product": "LAMP", "lead_time": "3"},
                {"seller_sku": "LAMP", "product": "", "lead_time": ""},
                {"seller_sku": "OTHER-1", "product": "CABLE", "lead_time": ""},
            ]
        )

        self.assertEqual(self.states(sheet), {"MUG": "change", "LAMP": "same", "OTHER-1": "change"})
        note = sheet.line_ids.filtered(lambda line: line.seller_sku == "MUG").note
        self.assertIn("Coffee mug → ", note)
        self.assertIn("Desk lamp", note)
        self.assertEqual(self.listing("MUG").product_id, self.mug, "nothing is written yet")

        sheet.action_apply()

        self.assertEqual(self.listing("MUG").product_id, self.lamp)
        self.assertEqual(self.listing("MUG").lead_time, 3)
        self.assertEqual(self.listing("LAMP").product_id, self.lamp, "an empty cell is no value")
        self.assertEqual(self.listing("OTHER-1").product_id, self.cable)
        self.assertEqual((sheet.done_count, sheet.same_count, sheet.wrong_count), (2, 1, 0))

    def test_pool_alias_blank_and_unlinking(self):
        sheet = self.upload(
            [
                {"seller_sku": "MUG", "further_products": "LAMP|CABLE", "alias_title": "Tasse"},
                {"seller_sku": "LAMP", "product": "-"},
                {"seller_sku": "OTHER-1", "left_blank": "Yes"},
                {"seller_sku": "=2+3", "product": f"#{self.cable.id}"},
            ]
        )
        sheet.action_apply()
        self.assertEqual(set(self.states(sheet).values()), {"done"}, sheet.line_ids.mapped("note"))

        mug = self.listing("MUG")
        self.assertEqual(mug._get_products().ids, [self.mug.id, self.lamp.id, self.cable.id])
        self.assertEqual(mug.shown_title, "Tasse")
        self.assertEqual(self.listing("LAMP").link_state, "unlinked")
        self.assertEqual(self.listing("OTHER-1").link_state, "blank")
        self.assertEqual(self.listing("=2+3").product_id, self.cable)

        self.upload(
            [{"seller_sku": "MUG", "further_products": "-", "alias_title": "-"}]
        ).action_apply()
        self.assertEqual((mug._get_products(), mug.alias_title), (self.mug, False))

    def test_the_preview_names_what_changes_alone_and_what_is_possible(self):
        sheet = self.upload(
            [{"seller_sku": "MUG", "lead_time": "45"}, {"seller_sku": "LAMP", "product": "-"}]
        )

        notes = {line.seller_sku: line.note for line in sheet.line_ids}
        self.assertIn("1 to 30 days", notes["MUG"])
        self.assertNotIn("Further", notes["LAMP"])

    def test_own_limits_are_yes_or_no(self):
        sheet = self.upload(
            [
                {"seller_sku": "MUG", "own_limits": "yes", "buffer": "0"},
                {"seller_sku": "LAMP", "own_limits": "perhaps"},
                {"seller_sku": "OTHER-1", "left_blank": "maybe"},
            ]
        )
        notes = {line.seller_sku: line.note for line in sheet.line_ids}
        self.assertEqual(
            notes,
            {
                "MUG": "Own Limits Only: – → yes",
                "LAMP": "Own Limits Only is yes or no, not perhaps.",
                "OTHER-1": "Left Blank is yes or no, not maybe.",
            },
        )

        sheet.action_apply()

        self.assertTrue(self.listing("MUG").has_own_limits)
        self.upload([{"seller_sku": "MUG", "own_limits": "-"}]).action_apply()
        self.assertFalse(self.listing("MUG").has_own_limits)

    def test_a_listing_is_not_left_blank_and_linked_to_further_products_at_once(self):
        sheet = self.upload(
            [{"seller_sku": "OTHER-1", "further_products": "LAMP", "left_blank": "yes"}]
        )
        self.assertEqual(self.states(sheet), {"OTHER-1": "wrong"})

    def test_what_is_right_is_written_and_the_rest_comes_back_as_a_file(self):
        self._create_product("TWICE", "One", quantity=0)
        self._create_product("TWICE", "Two", quantity=0)
        rows = [
            {"seller_sku": "MUG", "product": "LAMP", "lead_time": "2", "mine": "=HYPERLINK(1)"},
            {"seller_sku": "LAMP", "product": "NOWHERE", "lead_time": "2", "mine": "kept"},
            {"seller_sku": "OTHER-1", "product": "TWICE", "lead_time": "", "mine": ""},
            {"seller_sku": "=2+3", "product": "", "lead_time": "soon", "mine": ""},
            {"seller_sku": "GONE", "product": "", "lead_time": "1", "mine": ""},
            {"seller_sku": "MUG", "product": "CABLE", "lead_time": "", "mine": ""},
            {"seller_sku": "", "product": "MUG", "lead_time": "", "mine": ""},
        ]
        for name in ("edited.csv", "edited.xlsx"):
            sheet = self.upload(rows, name)
            self.assertEqual((sheet.wrong_count, sheet.change_count + sheet.same_count), (6, 1))
            sheet.action_apply()
            sheet.action_download_rest()

            self.assertEqual(self.listing("MUG").product_id, self.lamp)
            self.assertFalse(self.listing("LAMP").lead_time, "a line is written whole or not")
            headings, rest = read_table(b64decode(sheet.sheet))
            self.assertEqual(headings[-1], "problem")
            told = {cells["seller_sku"]: cells for _number, cells in rest}
            self.assertIn("NOWHERE", told["LAMP"]["problem"])
            self.assertEqual(told["LAMP"]["mine"], "kept")
            self.assertIn("Several products", told["OTHER-1"]["problem"])
            self.assertIn("soon", told["=2+3"]["problem"])
            self.assertIn("no listing GONE", told["GONE"]["problem"])
            self.assertIn("stands in line 2 already", told["MUG"]["problem"])
            self.assertIn("no seller SKU", told[""]["problem"])

    def test_the_rest_is_mended_and_uploaded_again(self):
        sheet = self.upload([{"seller_sku": "OTHER-1", "product": "NOVELTY"}])
        sheet.action_apply()
        sheet.action_download_rest()
        self._create_product("NOVELTY", "Novelty", quantity=0)

        again = self.upload_file(b64decode(sheet.sheet))
        again.action_apply()

        self.assertEqual(self.listing("OTHER-1").product_id.default_code, "NOVELTY")

    def test_a_line_that_odoo_refuses_when_it_is_written_fails_alone(self):
        sheet = self.upload(
            [
                {"seller_sku": "MUG", "product": "LAMP"},
                {"seller_sku": "OTHER-1", "product": "CABLE"},
            ]
        )
        other = self.env["res.company"].create({"name": "Another company"})
        self.env["stock.quant"].search([("product_id", "=", self.cable.id)]).sudo().unlink()
        self.cable.company_id = other

        sheet.action_apply()

        self.assertEqual(self.states(sheet), {"MUG": "done", "OTHER-1": "wrong"})
        self.assertEqual(self.listing("MUG").product_id, self.lamp)
        self.assertFalse(self.listing("OTHER-1").product_id)

    # Stores

    def test_a_sku_of_two_stores_needs_its_store(self):
        canada = self._open_store("CA")
        self.amazon.next_report(report(row("MUG")))
        canada.action_sync_listings()

        unnamed = self.upload([{"seller_sku": "MUG", "lead_time": "4"}])
        self.assertIn("Name the store", unnamed.line_ids.note)
        self.upload([{"store": canada.name, "seller_sku": "MUG", "lead_time": "4"}]).action_apply()

        theirs = self.env["amazon.listing"].search(
            [("store_id", "=", canada.id), ("seller_sku", "=", "MUG")]
        )
        self.assertEqual((theirs.lead_time, self.listing("MUG").lead_time), (4, 0))

    # Files as people have them

    def test_semicolons_headings_in_capitals_and_other_encodings_are_read(self):
        text = "Seller SKU;Alias Title;Lead Time\r\nMUG;Tasse für Kaffee;2,0\r\n"
        for encoding in ("cp1252", "utf-8", "utf-16"):
            self.listing("MUG").write({"alias_title": False, "lead_time": 0})
            self.upload_file(text.encode(encoding)).action_apply()
            self.assertEqual(self.listing("MUG").alias_title, "Tasse für Kaffee", encoding)
            self.assertEqual(self.listing("MUG").lead_time, 2)

    def test_files_that_are_none_are_refused_with_what_to_do(self):
        for content, words in (
            (b"PK\x03\x04 not really", "Save it as"),
            (b"\n\n", "no column seller_sku"),
            (b"sku,product\nMUG,LAMP\n", "no column seller_sku"),
            (b"x" * (20 * 2**20 + 1), "too large"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.upload_file(content)

    def test_a_cell_of_a_hundred_thousand_letters_costs_its_line(self):
        sheet = self.upload([{"seller_sku": "x" * 100_000}, {"seller_sku": "MUG"}])

        self.assertEqual(sheet.wrong_count, 1)
        self.assertLess(len(sheet.line_ids[0].note), 200)

    def test_a_nul_in_a_cell_costs_one_character(self):
        sheet = self.upload_file(b"seller_sku,alias_title\nMUG,Ta\0sse\n")
        sheet.action_apply()

        self.assertEqual(self.listing("MUG").alias_title, "Ta\ufffdsse")

    def test_a_thousand_lines_cost_few_queries(self):
        count = 1000
        self.env["product.product"].create(
            [{"name": "Thing", "default_code": f"THING-{n}"} for n in range(count)]
        )
        self.env["amazon.listing"].create(
            [{"store_id": self.store.id, "seller_sku": f"OWN-{n}"} for n in range(count)]
        )
        self.env.flush_all()
        rows = [{"seller_sku": f"OWN-{n}", "product": f"THING-{n}"} for n in range(count)]

        before = self.cr.sql_log_count
        sheet = self.upload(rows)
        sheet.action_apply()
        self.env.flush_all()

        self.assertEqual(sheet.done_count, count)
        self.assertLessEqual(self.cr.sql_log_count - before, 150)

    def test_a_row_that_ends_before_its_sku_is_told_and_stops_nothing(self):
        sheet = self.upload_file(b"product,seller_sku\nLAMP\nLAMP,MUG\n")

        self.assertEqual(self.states(sheet), {False: "wrong", "MUG": "change"})

    def test_a_whole_number_with_a_mark_of_thousands(self):
        self.upload([{"seller_sku": "MUG", "maximum": "1,200"}]).action_apply()

        self.assertEqual(self.listing("MUG").maximum, 1200)

    def test_references_that_a_cell_reads_otherwise_come_back_all_the_same(self):
        for code in ("-", "A|B", " A"):
            self.mug.default_code = code
            self.listing("MUG").pool_ids = [(5,), (0, 0, {"product_id": self.mug.id})]
            headings, rows = self.download("csv")

            sheet = self.upload(list(rows.values()), columns=headings)

            self.assertEqual(self.states(sheet)["MUG"], "same", code)
