from . import test_accounting_page
