"""The ship-by cockpit: deliveries by Amazon's deadline, and how many of them are late (H3).

All of it follows from what orders and deliveries carry: no call to Amazon is made for it. A
delivery that is open has one row, or, with several steps, its next one; what left in the last 30
days has one too, so that the share of late ones is an average.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from .stock_warehouse import PICKUP_DAYS

DAYS = 30
OPEN = ("overdue", "blocked", "at_risk", "on_track")
# Amazon's target of its Late Shipment Rate: below this share of orders, in percent.
TARGET = 4.0

# Rows are found by their delivery, so that few of a million orders are read. What is asked of a
# delivery's state asks of the delivery alone: so PostgreSQL finds both the open ones and those that
# left lately by their indexes (``dashboard/stock_picking.py``).
DELIVERIES = """
    SELECT p.id, p.company_id, p.sale_id, p.state, p.date_done, t.warehouse_id,
           o.store_id, o.is_prime, o.ship_by, o.order_count,
           c.resource_calendar_id AS calendar_id,
           COALESCE(NULLIF(site.tz, ''), NULLIF(home.tz, ''), 'UTC') AS tz,
           w.amazon_cut_off, w.amazon_cut_off_warning, ARRAY[%(pickups)s] AS pickups,
           p.state != 'done' AND EXISTS (
               SELECT FROM stock_move m
                 LEFT JOIN stock_move_move_rel r ON r.move_dest_id = m.id
                 LEFT JOIN stock_move before ON before.id = r.move_orig_id
                WHERE m.picking_id = p.id
                  AND (m.state IN ('confirmed', 'partially_available')
                       OR m.state = 'waiting'
                          AND (before.id IS NULL
                               OR before.state IN ('confirmed', 'partially_available')))
           ) AS is_blocked
      FROM stock_picking p
      JOIN stock_picking_type t ON t.id = p.picking_type_id
      JOIN stock_warehouse w ON w.id = t.warehouse_id
      JOIN res_company c ON c.id = p.company_id
      JOIN res_partner home ON home.id = c.partner_id
      LEFT JOIN res_partner site ON site.id = w.partner_id
      JOIN LATERAL (
           SELECT min(a.store_id) AS store_id, bool_or(a.is_prime) AS is_prime,
                  min(a.ship_by) AS ship_by, count(*) AS order_count
             FROM amazon_order a
            WHERE a.sale_order_id = p.sale_id AND a.fulfilled_by = 'MERCHANT'
              -- One of several orders of a delivery may be canceled: its deadline is none. Neither
              -- sets what has left a deadline for what is still here, or goes out in exchange.
              AND a.status IS DISTINCT FROM 'CANCELLED'
              AND (p.state = 'done' OR a.status IS DISTINCT FROM 'SHIPPED')
      ) o ON o.ship_by IS NOT NULL
     WHERE p.sale_id IS NOT NULL
       AND (p.state NOT IN ('draft', 'done', 'cancel')
            OR p.state = 'done'
               AND p.date_done >= (now() AT TIME ZONE 'UTC') - interval '%(days)s days')
       AND (t.code = 'outgoing'
            OR t.code = 'internal' AND p.state != 'done' AND p.return_id IS NULL AND NOT EXISTS (
               SELECT FROM stock_picking n JOIN stock_picking_type nt ON nt.id = n.picking_type_id
                WHERE n.sale_id = p.sale_id AND nt.code = 'outgoing'
                  AND n.state NOT IN ('done', 'cancel')))
"""
# The last cut-off before Amazon's deadline, in the warehouse's own time: on a day of collection
# that is no public holiday, which are the company's days off in Odoo. Where a month has none, it is
# the deadline. The days are tried one after the other, as one is mostly enough.
CUT_OFFS = """
    SELECT d.*, COALESCE(collected.at AT TIME ZONE d.tz AT TIME ZONE 'UTC', d.ship_by) AS cut_off
      FROM (%(deliveries)s) d
     CROSS JOIN LATERAL (SELECT d.ship_by AT TIME ZONE 'UTC' AT TIME ZONE d.tz AS at) due
      LEFT JOIN LATERAL (
           SELECT day.at
             FROM (SELECT date_trunc('day', due.at) - days * interval '1 day'
                          + d.amazon_cut_off * interval '1 hour' AS at
                     FROM generate_series(0, 31) AS days ORDER BY days) day
            WHERE day.at <= due.at AND d.pickups[extract(isodow FROM day.at)::integer]
              AND NOT EXISTS (
                  SELECT FROM days_off off
                   WHERE (off.company_id IS NULL OR off.company_id = d.company_id)
                     AND (off.calendar_id IS NULL OR off.calendar_id = d.calendar_id)
                     AND day.at AT TIME ZONE d.tz AT TIME ZONE 'UTC'
                         BETWEEN off.date_from AND off.date_to)
            LIMIT 1
     ) collected ON TRUE
"""
# The few days off are read once: without statistics PostgreSQL would look for them anew for each
# day of each delivery.
ROWS = """
    WITH days_off AS MATERIALIZED (
         SELECT company_id, calendar_id, date_from, date_to FROM resource_calendar_leaves
          WHERE resource_id IS NULL AND time_type = 'leave'
    )
    SELECT r.id, r.id AS picking_id, r.company_id, r.sale_id, r.warehouse_id, r.store_id,
           r.is_prime, r.order_count, r.ship_by, r.cut_off, r.date_done AS done_at,
           CASE WHEN r.state = 'done' THEN
                     CASE WHEN r.date_done > r.ship_by THEN 'late' ELSE 'in_time' END
                WHEN r.ship_by < clock.now THEN 'overdue'
                WHEN r.is_blocked THEN 'blocked'
                WHEN r.cut_off - r.amazon_cut_off_warning * interval '1 hour' < clock.now
                     THEN 'at_risk'
                ELSE 'on_track' END AS state,
           CASE WHEN COALESCE(CASE WHEN r.state = 'done' THEN r.date_done END, clock.now)
                     > r.ship_by THEN 100.0 ELSE 0.0 END::float8 AS late_rate,
           GREATEST(extract(epoch FROM
               COALESCE(CASE WHEN r.state = 'done' THEN r.date_done END, clock.now) - r.ship_by
           ) / 86400, 0)::float8 AS days_late
      FROM (%(cut_offs)s) r
     CROSS JOIN (SELECT date_trunc('second', now() AT TIME ZONE 'UTC') AS now) clock
"""


class AmazonShipBy(models.Model):
    _name = "amazon.ship.by"
    _description = "Amazon Delivery by Deadline"
    _auto = False
    _order = "is_prime desc, ship_by, id"
    _rec_name = "picking_id"

    picking_id = fields.Many2one("stock.picking", string="Delivery", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    sale_id = fields.Many2one("sale.order", string="Sales Order", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    # Looked for by those too who have no rights on deliveries.
    picking_name = fields.Char(
        related="picking_id.name", string="Delivery's Number", export_string_translation=False
    )
    sale_name = fields.Char(
        related="sale_id.name", string="Sales Order's Number", export_string_translation=False
    )
    partner_id = fields.Many2one(related="picking_id.partner_id", string="Recipient")
    amazon_refs = fields.Char(related="picking_id.amazon_refs")
    service_level = fields.Char(related="picking_id.amazon_service_level")
    picking_state = fields.Selection(related="picking_id.state", string="Delivery Status")
    is_prime = fields.Boolean(string="Prime", readonly=True)
    order_count = fields.Integer(string="Amazon Orders", readonly=True)
    ship_by = fields.Datetime(
        readonly=True, help="Latest time at which Amazon expects the goods to leave."
    )
    cut_off = fields.Datetime(
        string="Cut-off",
        readonly=True,
        help="When the carrier collects for the last time before Amazon's deadline.",
    )
    done_at = fields.Datetime(string="Shipped On", readonly=True)
    state = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("blocked", "Blocked by Stock"),
            ("at_risk", "At Risk"),
            ("on_track", "On Track"),
            ("late", "Shipped Late"),
            ("in_time", "Shipped in Time"),
        ],
        readonly=True,
        help="Overdue: Amazon's deadline has passed. Blocked: goods are missing. At risk: the "
        "cut-off is near or has passed. Shipped: in the last 30 days.",
    )
    late_rate = fields.Float(
        string="Late (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Share of deliveries that left late or are overdue. Amazon wants less than 4 % of "
        "the orders of a seller to be late.",
    )

    days_late = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Days from Amazon's deadline until the goods left, or until now. In time: 0.",
    )

    # So that what is read has reached the database.
    _depends = {
        "amazon.order": [
            "sale_order_id",
            "store_id",
            "ship_by",
            "is_prime",
            "fulfilled_by",
            "status",
        ],
        "stock.picking": ["state", "sale_id", "date_done", "picking_type_id", "return_id"],
        "stock.move": ["state", "picking_id", "move_orig_ids"],
        "stock.warehouse": [
            "amazon_cut_off",
            "amazon_cut_off_warning",
            "partner_id",
            *PICKUP_DAYS,
        ],
        "res.partner": ["tz"],
        "res.company": ["resource_calendar_id"],
        "resource.calendar.leaves": [
            "resource_id",
            "time_type",
            "company_id",
            "calendar_id",
            "date_from",
            "date_to",
        ],
    }

    @property
    def _table_query(self):
        return SQL(ROWS, cut_offs=SQL(CUT_OFFS, deliveries=self._query_deadlines()))

    @api.model
    def _query_deadlines(self):
        """:return: ``SQL`` of the same deliveries with Amazon's deadline and without a cut-off"""
        pickups = SQL(", ").join(SQL.identifier("w", day) for day in PICKUP_DAYS)
        return SQL(DELIVERIES, days=SQL(str(DAYS)), pickups=pickups)

    def action_open(self):
        """Open the delivery, where the work is done.

        :return: window action
        """
        self.ensure_one()
        return self.picking_id.get_formview_action()

    def action_view_pickings(self):
        """The chosen deliveries in Inventory: to be picked, printed and validated as one wave.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_picking_tree_all")
        pickings = self.picking_id
        return dict(action, domain=[("id", "in", pickings.ids)], context={"create": False})
