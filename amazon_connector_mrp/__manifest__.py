{
    "name": "Amazon Seller Connector: Manufacturing",
    "summary": "Kits and auto-assembly for Amazon orders",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Amazon Seller Connector contributors",
    "website": "https://github.com/amazon-connector/amazon_connector",
    "license": "LGPL-3",
    "depends": ["amazon_connector", "mrp", "sale_mrp"],
    "auto_install": ["amazon_connector", "mrp"],
    "data": [
        "views/amazon_store_views.xml",
        "views/amazon_order_views.xml",
    ],
}
