"""Keeps what proves an authorization out of the web server's log."""

import logging
import re

PATH = "/amazon/authorize"


class AuthorizationFilter(logging.Filter):
    """Masks the query of Amazon's return address, and set-up links: both open the account.

    Whoever is not logged in carries the whole address to the login page and back.
    """

    _ADDRESS = re.compile(r"(?i)amazon(?:/|%2F)authorize")
    _QUERY = re.compile(r"\?[^\s\"#]*")
    _LINK = re.compile(r"(?i)(amazon(?:/|%2F)setup(?:/|%2F))[\w-]+")

    def filter(self, record):
        message = record.getMessage()
        if self._LINK.search(message):
            message = self._LINK.sub(r"\1***", message)
            record.msg, record.args = message, None
        if self._ADDRESS.search(message):
            record.msg, record.args = self._QUERY.sub("?***", message), None
        return True


# Odoo's own server writes its line for each request there; a proxy in front has a log of its own.
logging.getLogger("werkzeug").addFilter(AuthorizationFilter())
