{
    "name": "Amazon Seller Connector: Job Queue",
    "summary": "Amazon's work done by the workers of OCA's job queue",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Amazon Seller Connector contributors",
    "website": "https://github.com/amazon-connector/amazon_connector",
    "license": "LGPL-3",
    "depends": ["amazon_connector", "queue_job"],
    "data": ["data/queue_job_data.xml"],
}
