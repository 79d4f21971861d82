"""What Amazon believes: sellers, listings, orders, reports, feeds and documents."""
