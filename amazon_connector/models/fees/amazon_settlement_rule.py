"""The fee map: which kind an amount of a settlement is, by what Amazon calls it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...spapi.settlements import ANY, FeeMap, Rule

WORDS = ("transaction_type", "amount_type", "amount_description")
# What makes a rule another one for the settlements that wait for it.
DECIDING = {*WORDS, "account_id", "store_id", "kind_id", "is_skipped", "active", "gl_account_id"}
OF_ALL, OF_ACCOUNT, OF_STORE = range(3)


class AmazonSettlementRule(models.Model):
    _name = "amazon.settlement.rule"
    _description = "Amazon Fee Rule"
    _inherit = ["analytic.mixin"]
    _order = "amount_type, amount_description, transaction_type, id"
    _rec_name = "sentence"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    # Empty is a word too: Amazon leaves some out. Never NULL, see ``_word_vals``.
    transaction_type = fields.Char(
        default=ANY,
        help="As in the report, empty where the report leaves it empty. * stands for anything.",
    )
    amount_type = fields.Char(
        default=ANY,
        help="As in the report, empty where the report leaves it empty. * stands for anything.",
    )
    amount_description = fields.Char(
        string="Description",
        default=ANY,
        help="As in the report, empty where the report leaves it empty. * stands for anything: "
        "Storage* is all that begins with Storage.",
    )
    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: for all accounts.",
    )
    store_id = fields.Many2one(
        "amazon.store",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: for all stores.",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True
    )
    kind_id = fields.Many2one("amazon.fee.kind", ondelete="restrict", index=True)
    is_skipped = fields.Boolean(
        string="Skip",
        help="These rows are not booked. The proof of a settlement shows their sum all the same.",
    )
    skip_reason = fields.Char(string="Reason")
    gl_account_id = fields.Many2one(
        "account.account",
        string="Account",
        check_company=True,
        help="Empty, or of another company than the settlement: that of the kind.",
    )
    tax_id = fields.Many2one("account.tax", check_company=True, help="Empty: that of the kind.")
    partner_id = fields.Many2one(
        "res.partner", string="Contact", check_company=True, help="Empty: that of the kind."
    )
    sentence = fields.Char(string="Rule", compute="_compute_sentence")

    _words_unique = models.UniqueIndex(
        "(lower(transaction_type), lower(amount_type), lower(amount_description), "
        "COALESCE(account_id, 0), COALESCE(store_id, 0)) WHERE active",
        "There is a rule for exactly these words already.",
    )

    @api.depends("account_id.company_id", "store_id.company_id")
    def _compute_company_id(self):
        for rule in self:
            rule.company_id = rule.store_id.company_id or rule.account_id.company_id

    @api.depends(*WORDS, "account_id", "store_id", "kind_id", "is_skipped", "skip_reason")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = rule._prepare_sentence()

    def _prepare_sentence(self):
        """:return: the rule in words, in the reader's language"""
        conditions = [self._prepare_condition(name) for name in WORDS if self[name] != ANY]
        if owner := self.store_id or self.account_id:
            conditions.append(self.env._("it is of %s", owner.display_name))
        kind = self.kind_id.name or self.env._("Choose a kind")
        return self.env._(
            "%(result)s, if %(conditions)s",
            result=self.env._("Skipped") if self.is_skipped else kind,
            conditions=self.env._(" and ").join(conditions) or "–",
        )

    def _prepare_condition(self, name):
        """:return: what is asked of one of the words, in the reader's language"""
        what, word = self._fields[name]._description_string(self.env), self[name]
        if not word:
            return self.env._("%(what)s is empty", what=what)
        if ANY in word:
            return self.env._("%(what)s fits “%(word)s”", what=what, word=word)
        return self.env._("%(what)s is “%(word)s”", what=what, word=word)

    @api.constrains(*WORDS, "kind_id", "is_skipped", "skip_reason")
    def _check_rule(self):
        for rule in self:
            words = [(rule[name] or "").strip() for name in WORDS]
            if any(words) and all(set(word) <= {ANY} for word in words):
                raise ValidationError(
                    self.env._("A rule for everything would hide what is new: enter a word.")
                )
            if rule.is_skipped and not (rule.skip_reason or "").strip():
                raise ValidationError(self.env._("Enter why these rows are not booked."))
            if not rule.is_skipped and not rule.kind_id:
                raise ValidationError(self.env._("Choose a fee kind, or skip these rows."))

    @api.constrains("account_id", "store_id")
    def _check_owner(self):
        for rule in self:
            owner = rule.store_id.account_id
            if rule.store_id and rule.account_id and rule.account_id != owner:
                raise ValidationError(
                    self.env._(
                        "%(store)s is no store of %(account)s.",
                        store=rule.store_id.name,
                        account=rule.account_id.name,
                    )
                )

    # What waits for a rule

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create([vals | self._word_vals(vals) for vals in vals_list])
        rules._release_settlements()
        return rules

    def write(self, vals):
        vals = vals | self._word_vals(vals)
        changed = self.filtered(lambda rule: rule._is_changed_by(vals))
        # Those that it was for, and those that it is for now.
        changed._release_settlements()
        result = super().write(vals)
        changed._release_settlements()
        return result

    @api.model
    def _word_vals(self, vals):
        """:return: the words in ``vals``; an empty one comes from a form as no text at all"""
        return {name: vals[name] or "" for name in WORDS if name in vals}

    def _is_changed_by(self, vals):
        """Whether anything decisive becomes another: with each update of the addon all is written
        again.
        """
        return any(
            self._fields[name].convert_to_write(self[name], self) != (vals[name] or False)
            for name in DECIDING & vals.keys()
        )

    def unlink(self):
        settlements = self._find_following()
        result = super().unlink()
        settlements._retry()
        return result

    def _release_settlements(self):
        """Settlements that are not posted yet are mapped anew, and go on by themselves."""
        self._find_following()._retry()

    def _find_following(self):
        """Settlements that these rules may concern and that nothing is posted of.

        :return: ``amazon.settlement``, as superuser
        """
        settlements = self.env["amazon.settlement"].sudo()
        if not self:
            return settlements
        domain = settlements._get_unposted_domain()
        # An account's settlement may hold rows of any of its stores.
        accounts = self.store_id.account_id | self.account_id
        if all(rule.store_id or rule.account_id for rule in self):
            domain += [("account_id", "in", accounts.ids)]
        return settlements.search(domain)

    # Matching

    @api.model
    def _get_fee_map(self, account, store):
        """The rules that hold for a store, ready to be asked.

        :param account: ``amazon.account``
        :param store: ``amazon.store``, may be empty
        :return: ``FeeMap`` that gives ids of rules
        """
        rules = self.sudo().search(
            [
                ("account_id", "in", [False, account.id]),
                ("store_id", "in", [False, store.id]),
            ],
            order="id",
        )
        return FeeMap(
            Rule(rule.id, tuple(rule[name] for name in WORDS), rule._get_scope()) for rule in rules
        )

    def _get_scope(self):
        if self.store_id:
            return OF_STORE
        return OF_ACCOUNT if self.account_id else OF_ALL
