"""Days of people as tours: a story says what somebody does, Odoo's tour engine does it.

A word is a list of steps of that engine. The same words make a day at the desk and, with
``OnPhone`` before its class, the same day on a phone. Between two tours the jobs of Odoo run, and
the story looks at both sides.
"""

import json

from odoo.tests import HttpCase, new_test_user

from ..common import AmazonCommon

# Fails with a request that is refused or fails, whatever the screen makes of it, and on a phone
# with a screen that is wider than it. Nobody acts before the page has answered. What hides behind
# More is opened when it is wanted.
TOUR = """
(() => {
    const { registry } = odoo.loader.modules.get("@web/core/registry");
    const { rpcBus, ConnectionAbortedError } = odoo.loader.modules.get("@web/core/network/rpc");
    let pending = 0;
    rpcBus.addEventListener("RPC:REQUEST", () => pending++);
    rpcBus.addEventListener("RPC:RESPONSE", ({ detail: { error, data } }) => {
        pending--;
        if (error && !(error instanceof ConnectionAbortedError)) {
            console.error(`${JSON.stringify(data.params).slice(0, 300)}: ${error.data?.message}`);
        }
    });
    const settled = {
        trigger: "body",
        timeout: 60000,
        async run() {
            do await new Promise((done) => setTimeout(done, 50));
            while (pending > 0);
            const { scrollWidth } = document.documentElement;
            if (scrollWidth > window.innerWidth) {
                throw new Error(`${location.pathname} is ${scrollWidth} pixels wide`);
            }
        },
    };
    const unfold = (more, wanted) => ({
        trigger: `${wanted}, ${more}`,
        async run({ click, anchor }) {
            if (anchor.matches(more)) await click();
        },
    });
    const mark = {
        trigger: "body",
        run: () => document.querySelector(".o_action")?.setAttribute("data-left", ""),
    };
    const arrived = { trigger: ".o_action:not([data-left])", timeout: 30000 };
    const steps = STEPS.flatMap(({ more, leaves, ...step }) => [
        settled,
        ...(more ? [unfold(more, step.trigger), settled] : []),
        ...(leaves ? [mark] : []),
        { timeout: 30000, ...step },
        ...(leaves ? [arrived] : []),
    ]);
    registry.category("web_tour.tours").add("day", { steps: () => [...steps, settled] });
    odoo.startTour("day", {});
})()
"""


class TouringCase(AmazonCommon, HttpCase):
    """Words for what a person does, at the desk."""

    browser_size = "1440x900"

    def _hire(self, login, *groups):
        """Somebody with these groups alone."""
        groups = ("base.group_user", *groups)
        return new_test_user(self.env, login, groups=",".join(groups), email=f"{login}@example.com")

    def _tour(self, login, *words, path="/odoo"):
        """Play what the words say, one after the other, as the person with this login."""
        self.env.flush_all()
        steps = [step for word in words for step in word]
        code = TOUR.replace("STEPS", json.dumps(steps))
        self.start_tour(path, "day", code=code, ready="odoo.isReady", login=login, timeout=120)
        self.env.invalidate_all()

    # Words

    def see(self, selector, text=""):
        """Wait for one of the selectors, which commas part, with this text in it."""
        parts = [part.strip() for part in selector.split(",")]
        return [
            {"trigger": ", ".join(f"{part}:contains({text!r})" if text else part for part in parts)}
        ]

    def press(self, selector, text=""):
        return [{**self.see(selector, text)[0], "run": "click"}]

    def leave(self, selector, text=""):
        """Press what leads to another page, and be there."""
        return [{**self.press(selector, text)[0], "leaves": True}]

    def button(self, name, text=""):
        """Press a button of a form's header; all but the first hide behind More on a phone."""
        return self._unfolded(".o_statusbar_buttons button[title=More]", name, text)

    def figure(self, name):
        """Press a button of a form's box, which opens what it counts."""
        return [{**self._unfolded(".o_button_more", name, "")[0], "leaves": True}]

    def _unfolded(self, more, name, text):
        step = self.press(f"button[name='{name}']", text)[0]
        return [{**step, "more": more}]

    def enter(self, field, text):
        trigger = f"[name='{field}'] input, [name='{field}'] textarea"
        return [{"trigger": trigger, "run": f"edit {text}"}]

    def choose(self, field, text):
        """Look something up and take it."""
        return [*self.enter(field, text), *self.press(".o-autocomplete--dropdown-item", text)]

    def save(self):
        return [
            *self.press(".o_form_button_save"),
            *self.see(".o_form_saved, .o_form_view:not(:has(.o_form_dirty))"),
        ]

    def row(self, text):
        """Open a row of a list, or a card."""
        row, card = (f"{each}:contains({text!r})" for each in (".o_data_row", ".o_kanban_record"))
        return self.leave(f"{row} .o_data_cell[name], {card}")

    def nothing(self, text):
        """No row and no card says this."""
        found = f".o_data_row:contains({text!r}), .o_kanban_record:contains({text!r})"
        return [{"trigger": f".o_view_controller:not(:has({found}))"}]

    def gone(self, selector):
        return [{"trigger": f"body:not(:has({selector}))"}]

    def back(self):
        """The page before this one."""
        return self.leave(".o_breadcrumb .o_back_button")

    def status(self, text):
        """The status bar says so; where it lacks room, it says nothing else."""
        bar = ".o_statusbar_status"
        return self.see(f"{bar} .o_arrow_button_current, {bar} .dropdown-toggle", text)

    def titled(self, text):
        """The page of this name is open."""
        return self.see(".o_breadcrumb .active, .o_breadcrumb", text)

    def menu(self, app, *names):
        """Go to a menu by its words, from wherever one is."""
        steps = [
            *self.press(".o_navbar_apps_menu button"),
            *self.leave(".o-dropdown--menu .o_app", app),
            *self.see(".o_menu_brand", app),
        ]
        if names:
            go = self.press if names[1:] else self.leave
            steps += go(".o_menu_sections button, .o_menu_sections a", names[0])
        for name in names[1:]:
            steps += self.leave(".o-dropdown--menu .dropdown-item", name)
        return steps

    def search(self, text):
        return [
            {"trigger": ".o_searchview_input", "run": f"fill {text}"},
            *self.press(
                ".o_searchview_autocomplete .o-dropdown-item, .o_searchview_autocomplete li"
            ),
            *self.see(".o_searchview_facet", text),
        ]


class OnPhone:
    """The same words on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def menu(self, app, *names):
        steps = [
            *self.press(".o_menu_toggle"),
            *self.press(".o_app_menu_sidebar .o_sidebar_topbar a"),
            *self.leave(".o_app_menu_sidebar .o_app", app),
        ]
        if names:
            section = f"li:has(> div:contains({names[0]!r})) " if names[1:] else ""
            steps += [
                *self.press(".o_menu_toggle"),
                *self.leave(f".o_app_menu_sidebar {section}li[data-menu-xmlid]", names[-1]),
            ]
        return steps

    def choose(self, field, text):
        """A phone opens a page to choose from."""
        return [
            *self.press(f"[name='{field}'] input"),
            *self.press(".modal .o_kanban_record", text),
        ]

    def search(self, text):
        toggle = ".o_control_panel_navigation button:has(.fa-search)"
        return [*self.press(toggle), *super().search(text)]
