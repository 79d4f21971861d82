from odoo.tests import tagged, new_test_user
from .test_listing_screens import TestListingScreens as Base
from .walking import WalkingCase

SHOT = """
(async () => {
    for (let t = 0; t < 200 && !document.querySelector("%s"); t++) await new Promise((d) => setTimeout(d, 50));
    %s
    await new Promise((d) => setTimeout(d, 1500));
    console.error("picture");
})();
"""

@tagged("post_install", "-at_install")
class Pictures(WalkingCase):
    setUp = Base.setUp
    def shot(self, path, see, extra=""):
        try:
            self.browser_js(path, SHOT % (see, extra), ready="odoo.isReady", login="clerk")
        except AssertionError:
            pass
    def test_pictures(self):
        self.env.flush_all()
        for size in ("1440x900", "390x844"):
            type(self).browser_size = size
            type(self).touch_enabled = size.startswith("390")
            self.shot("/odoo/amazon-listings", ".o_view_controller")
            self.shot("/odoo/amazon-listings/%s" % self.mug.id, ".o_form_sheet")
        type(self).browser_size = "1440x900"
        type(self).touch_enabled = False
        self.shot("/odoo/amazon-listings", ".o_view_controller", "document.querySelector('button.o_kanban').click(); ")
        self.shot("/odoo/amazon-stores/%s" % self.store.id, ".o_form_sheet", "document.querySelector('.nav-link[name=listings]').click();")
        self.shot("/odoo/action-amazon_connector.amazon_listing_sheet_action", ".modal, .o_form_view")
