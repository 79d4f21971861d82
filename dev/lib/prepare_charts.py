"""Run in an Odoo shell: makes a company for each chart of accounts that tests work with."""

env = globals()["env"]  # given by the shell

# Chart of accounts → the company's country. The first company of all has Odoo's generic chart.
CHARTS = {
    "us": "us",
    "uk": "uk",
    "de_skr03": "de",
    "fr": "fr",
    "jp": "jp",
}

for chart, country in CHARTS.items():
    company = env["res.company"].create(
        {"name": f"Company {chart}", "country_id": env.ref(f"base.{country}").id}
    )
    env["account.chart.template"].try_loading(chart, company, install_demo=False)
    # Outside of tests an administrator makes it.
    env["stock.warehouse"].create({"company_id": company.id})
env.cr.commit()
