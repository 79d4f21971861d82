from . import amazon_schedule
