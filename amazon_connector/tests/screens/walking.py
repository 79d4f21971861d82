"""Walking through screens in a browser: open, click, wait until something is to be seen."""

import json

from odoo.tests import HttpCase

from ..common import AmazonCommon

# Throws where a screen does not show what it should, or shows an error instead.
WALK = """
(async () => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    function refuseErrors() {
        const title = document.querySelector(".modal .modal-title");
        if (title && /Error|Oops|Missing|Invalid/.test(title.textContent)) {
            throw new Error(`${location.pathname}: ${document.querySelector(".modal").innerText}`);
        }
    }
    async function appears(selector) {
        for (let tries = 0; tries < 200; tries++) {
            refuseErrors();
            const found = document.querySelector(selector);
            if (found) return found;
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error(`${location.pathname} does not show ${selector}`);
    }
    function refuseOverflow() {
        const { scrollWidth } = document.documentElement;
        if (scrollWidth > window.innerWidth) {
            throw new Error(`${location.pathname} is ${scrollWidth} pixels wide`);
        }
    }
    function refuseCut(selector) {
        const shown = [...document.querySelectorAll(selector)].filter((each) => each.offsetParent);
        if (!shown.length) throw new Error(`${location.pathname} does not show ${selector}`);
        for (const each of shown) {
            const lines = each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight);
            const broken = lines > 1.9 && each.matches(".badge, .text-nowrap");
            if (each.scrollWidth > each.clientWidth + 1 || broken) {
                throw new Error(`${location.pathname} cuts ${selector}: ${each.innerText}`);
            }
        }
    }
    async function buttonOf(selector) {
        const more = document.querySelector(".o_button_more");
        if (more && !document.querySelector(selector)) more.click();
        return appears(selector);
    }
    async function followAll(step) {
        document.querySelector(".o_button_more")?.click();
        await new Promise((done) => setTimeout(done, 50));
        const figures = [...document.querySelectorAll("button.oe_stat_button[name]")]
            .map(({ name }) => `button.oe_stat_button[name="${name}"]`)
            .filter((figure) => figure.includes(step.figures));
        const links = [...document.querySelectorAll(".o_inner_group .o_field_widget")]
            .filter((field) => step.links && !field.closest(".o_notebook"))
            .filter((field) => field.querySelector("a.o_form_uri"))
            .map((field) => `.o_field_widget[name="${field.getAttribute("name")}"] a.o_form_uri`);
        for (const target of [...figures, ...links]) {
            await action.doAction(step.open, { clearBreadcrumbs: true });
            const form = await appears(step.see);
            (await buttonOf(target)).click();
            while (document.contains(form)) {
                refuseErrors();
                await new Promise((done) => setTimeout(done, 50));
            }
            await appears(".o_view_controller");
        }
    }
    for (const step of STEPS) {
        if (step.open) await action.doAction(step.open, { clearBreadcrumbs: true });
        if (step.click) (await buttonOf(step.click)).click();
        await appears(step.see);
        refuseOverflow();
        (step.whole || []).forEach(refuseCut);
        const tabs = step.tabs ? ".o_notebook_headers .nav-link" : "none";
        for (const tab of document.querySelectorAll(tabs)) {
            tab.click();
            await appears(`.nav-link.active[name=${tab.getAttribute("name")}]`);
            refuseOverflow();
        }
        if (typeof step.figures === "string") await followAll(step);
        if (step.close) await action.doAction({ type: "ir.actions.act_window_close" });
    }
    refuseErrors();
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


class WalkingCase(AmazonCommon, HttpCase):
    """Words for the steps of a walk."""

    def _walk(self, steps, login="admin"):
        self.env.flush_all()
        code = WALK.replace("STEPS", json.dumps(list(steps)))
        self.browser_js("/odoo", code, ready="odoo.isReady", login=login, timeout=300)

    def _open(self, name, view_type, see, domain=None):
        """Open a menu's action in one of its views."""
        xmlid = name if "." in name else f"amazon_connector.{name}"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["views"] = [(False, view_type), (False, "search")]
        if domain:
            action["domain"] = domain
        return {"open": self._plain(action), "see": see}

    def _open_form(self, record, tabs=False, figures=None, links=False):
        """Open a record.

        :param tabs: whether to look at every tab
        :param figures: press the buttons of the button box whose name holds this text
        :param links: whether to follow every link to another record
        """
        action = {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
        return {
            "open": action,
            "see": ".o_form_view .o_form_sheet",
            "tabs": tabs,
            "figures": figures,
            "links": links,
        }

    def _click(self, button, see):
        return {"click": f"button[name={button}]", "see": see}

    def _plain(self, action):
        keys = ("type", "name", "res_model", "views", "domain", "context", "help", "view_mode")
        return {key: action[key] for key in keys}
