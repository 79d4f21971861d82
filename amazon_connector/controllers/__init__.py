from . import access_log, authorization, health, settlement_rows
from . import access_log, authorization, settlement_rows, setup_link
