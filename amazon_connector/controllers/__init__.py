from . import access_log, authorization, settlement_rows, setup_link
