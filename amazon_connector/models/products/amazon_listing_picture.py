"""Pictures of products: fetched after all else, so that nothing ever waits for one."""

from base64 import b64encode
from datetime import timedelta
from functools import partial

from odoo import fields, models

from ...spapi.errors import SpApiError, Unavailable, UnreadableDocument
from ..sync.isolation import explain_failure
from ..sync.races import RACES, in_new_transaction

MOST_TRIES = 3
NEXT_TRY = timedelta(minutes=30)


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    picture_url = fields.Char(readonly=True, help="The picture that the product is to get.")
    picture_taken_url = fields.Char(readonly=True, help="The picture that the product has got.")
    picture_update_id = fields.Many2one(
        "amazon.product.update",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The picture replaces the product's own, which is kept there.",
    )
    picture_tries = fields.Integer(readonly=True)
    picture_next_try = fields.Datetime(readonly=True)
    picture_problem = fields.Char(
        string="No Picture Because", readonly=True, help="Why the last picture was not taken."
    )

    _picture_index = models.Index("(store_id) WHERE picture_url IS NOT NULL")

    def _fetch_picture(self, client):
        """Fetch this listing's picture and give it to its product, which has none yet.

        :param client: ``spapi.client.Client``
        """
        self.ensure_one()
        try:
            picture = client.get_picture(self.picture_url) if self.product_id else None
        except Unavailable as error:
            step = partial(self._postpone_picture, str(error))
        except (SpApiError, UnreadableDocument) as error:
            step = partial(self._drop_picture, str(error))
        else:
            step = partial(self._take_picture, picture)
        in_new_transaction(self.env, step)

    def _postpone_picture(self, problem):
        if self.picture_tries + 1 >= MOST_TRIES:
            self._drop_picture(problem)
            return
        self.write(
            {
                "picture_tries": self.picture_tries + 1,
                "picture_next_try": fields.Datetime.now() + NEXT_TRY,
            }
        )

    def _drop_picture(self, problem):
        self.write(
            {
                "picture_url": False,
                "picture_update_id": False,
                "picture_tries": 0,
                "picture_next_try": False,
                "picture_problem": problem,
            }
        )

    def _take_picture(self, picture):
        """:param picture: ``spapi.catalog.Picture``, or None where the product is gone"""
        url, problem = self.picture_url, False
        if picture:
            try:
                with self.env.cr.savepoint():
                    self._give_picture(b64encode(picture.content))
                    self.env.flush_all()
            except RACES:
                raise
            except Exception as error:  # noqa: BLE001 - what Pillow makes of a bad picture has no end
                problem = explain_failure(self.env, error)
        self._drop_picture(problem)
        self.picture_taken_url = url

    def _give_picture(self, picture):
        product = self.product_id
        if not self.picture_update_id:
            product._take_amazon_picture(picture)
        elif picture != product.image_1920:
            self.picture_update_id._replace_picture(product, picture)
