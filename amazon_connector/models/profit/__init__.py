from . import amazon_profit, amazon_profit_sources
