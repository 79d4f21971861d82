"""Books in another currency than Amazon's, with the rates of a story."""

from .booking import BookingCase


class ForeignCase(BookingCase):
    """A company in dollars that sells for euros."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("EUR", home="USD")

    def put_rate(self, day, rate):
        """So many euros are a dollar from a day on."""
        return self.env["res.currency.rate"].create(
            {
                "name": day,
                "rate": rate,
                "currency_id": self.store.marketplace_id.currency_id.id,
                "company_id": self.company.id,
            }
        )

    def drop_rates(self):
        euro = self.store.marketplace_id.currency_id
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
