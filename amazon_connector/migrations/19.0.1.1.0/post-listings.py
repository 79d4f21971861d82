"""Lead times that Amazon was told are remembered now; those of before are not told again."""


def migrate(cr, version):
    cr.execute(
        "UPDATE amazon_listing listing"
        " SET pushed_lead_time = COALESCE(NULLIF(listing.lead_time, 0), store.lead_time, 0)"
        " FROM amazon_store store"
        " WHERE store.id = listing.store_id AND listing.pushed_at IS NOT NULL"
    )
