from . import access_log, authorization, health, settlement_rows, setup_link
