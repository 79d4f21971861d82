"""Groups of a code of Amazon's are headed by words, too."""

from odoo import models

from .words import in_words


class AmazonWordsMixin(models.AbstractModel):
    _name = "amazon.words.mixin"
    _description = "Amazon's Codes as Words in Groups"

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        """Where a code has a label beside it, its groups have the label's words as heading."""
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        if f"{groupby_spec}_label" not in self._fields:
            return formatter

        def format_in_words(value):
            code, domain = formatter(value)
            return in_words(self.env, code), domain

        return format_in_words
