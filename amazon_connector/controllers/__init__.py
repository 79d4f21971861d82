from . import access_log, authorization
