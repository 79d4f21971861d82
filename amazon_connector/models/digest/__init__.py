from . import amazon_store, amazon_trouble
