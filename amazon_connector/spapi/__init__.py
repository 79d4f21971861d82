"""Amazon's Selling Partner API in plain Python: no Odoo, strict types, errors as decisions."""
