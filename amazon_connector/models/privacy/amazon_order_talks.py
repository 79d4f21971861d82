"""What is said of a buyer where people talk: at Amazon orders, sales orders, their deliveries."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import html2plaintext

# Where Odoo writes down which customer a document had before.
TRACKED = ("old_value_char", "new_value_char", "old_value_text", "new_value_text")


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _erase_talks(self, words, sales):
        """Erase what people wrote or mailed, and the customer that was tracked.

        :param words: dict order → texts that name its buyer
        :param sales: ``sale.order`` of these orders
        :return: number of messages and activities
        """
        told = self._get_told(words, sales)
        documents = (self, sales, sales.picking_ids)
        return self._erase_messages(told, documents) + self._erase_activities(told, documents)

    def _get_told(self, words, sales):
        """:return: dict (model, id) of a document → texts that name the buyers of it"""
        told = {(order._name, order.id): texts for order, texts in words.items()}
        by_ref = self.grouped("amazon_ref")
        for sale in sales:
            orders = sale.amazon_order_ids & self or by_ref[sale.client_order_ref]
            texts = [text for order in orders for text in words[order]]
            told |= {(record._name, record.id): texts for record in (sale, *sale.picking_ids)}
        return told

    def _erase_messages(self, told, documents):
        messages = self.env["mail.message"].search(_get_domain("model", documents))
        written = messages.filtered(
            lambda one: names(
                f"{html2plaintext(one.body)} {one.subject} {one.email_from}",
                told[one.model, one.res_id],
            )
        )
        tracked = messages.tracking_value_ids.filtered(
            lambda value: any(
                names(value[name], told[value.mail_message_id.model, value.mail_message_id.res_id])
                for name in TRACKED
            )
        )
        naming = written | tracked.mail_message_id | self._erase_mails(messages, told)
        self._erase_files(naming, documents)
        sent = written.filtered(lambda one: names(one.email_from, told[one.model, one.res_id]))
        sent.write({"email_from": False, "reply_to": False})
        written.write({"body": self.env._("Erased."), "subject": False})
        tracked.unlink()
        return len(naming)

    def _erase_files(self, messages, documents):
        """What was mailed with a message names the buyer as it does; an invoice is kept."""
        models = [records._name for records in documents]
        messages.attachment_ids.filtered(lambda file: file.res_model in models).unlink()

    def _erase_mails(self, messages, told):
        """What Odoo mailed is kept beside the message, with an own body and own addresses.

        :return: ``mail.message`` whose mails named the buyer
        """
        mails = self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        naming = mails.filtered(
            lambda one: names(
                f"{html2plaintext(one.body_html)} {one.email_to} {one.email_cc}",
                told[one.model, one.res_id],
            )
        )
        naming.write({"body_html": self.env._("Erased."), "email_to": False, "email_cc": False})
        naming.filtered(lambda one: one.state in ("outgoing", "exception")).state = "cancel"
        return naming.mail_message_id

    def _erase_activities(self, told, documents):
        """Of those that are done, too, which Odoo keeps in the archive."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        naming = activities.search(_get_domain("res_model", documents)).filtered(
            lambda one: names(
                f"{one.summary} {html2plaintext(one.note)}", told[one.res_model, one.res_id]
            )
        )
        naming.write({"summary": self.env._("Erased."), "note": False})
        return len(naming)


def _get_domain(model_field, documents):
    return Domain.OR(
        Domain(model_field, "=", records._name) & Domain("res_id", "in", records.ids)
        for records in documents
    )


def names(text, words):
    """:return: whether one of the words stands in the text"""
    return any(word in (text or "") for word in words)
