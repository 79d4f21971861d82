from odoo.tests import tagged
from . import test_listing_screens

SHOT = """
(async () => {
    for (let t = 0; t < 200 && !document.querySelector("%s"); t++) await new Promise((d) => setTimeout(d, 50));
    %s
    await new Promise((d) => setTimeout(d, 1500));
    console.error("picture");
})();
"""

@tagged("post_install", "-at_install")
class Pictures(test_listing_screens.TestListingScreens):
    browser_size = "390x844"
    touch_enabled = True
    def shot(self, path, see, extra=""):
        try:
            self.browser_js(path, SHOT % (see, extra), ready="odoo.isReady", login="clerk")
        except AssertionError:
            pass
    def test_pictures(self):
        Sheet = self.env["amazon.listing.sheet"].with_user(self.env["res.users"].search([("login", "=", "clerk")]))
        from base64 import b64encode
        sheet = Sheet.create({"file": b64encode(b"seller_sku,product,lead_time\nMUG,LAMP,2\nLAMP,NONE,\nSTRANGER,CABLE,\nSTRANGER,CABLE,\n"), "file_name": "x.csv"})
        sheet.action_preview()
        self.env.flush_all()
        self.shot("/odoo/amazon-listings", ".o_view_controller")
        self.shot("/odoo/amazon-listings/%s" % self.mug.id, ".o_form_sheet")
        type(self).browser_size = "1440x900"
        type(self).touch_enabled = False
        self.shot("/odoo/amazon-listings", ".o_view_controller", "await odoo.__WOWL_DEBUG__.root.env.services.action.doAction({type:'ir.actions.act_window',res_model:'amazon.listing.sheet',res_id:%s,views:[[false,'form']],target:'new',context:{dialog_size:'extra-large'}});" % sheet.id)
