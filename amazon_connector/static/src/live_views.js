import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { onWillUnmount } from "@odoo/owl";

const CHANGED = "amazon_connector.operation";
// Many runs may go on at once; a screen is read again so often at most.
const PAUSE = 1000;

/**
 * Read what is shown again while runs go on.
 *
 * @param {(ids: Set) => any} reload reads what is shown again; gets the runs that have changed
 */
function useLiveRuns(reload) {
    const bus = useService("bus_service");
    const changed = new Set();
    let timer;
    const onChanged = ({ id }) => {
        changed.add(id);
        timer ??= setTimeout(() => {
            timer = undefined;
            reload(new Set(changed));
            changed.clear();
        }, PAUSE);
    };
    bus.subscribe(CHANGED, onChanged);
    bus.start();
    onWillUnmount(() => {
        clearTimeout(timer);
        bus.unsubscribe(CHANGED, onChanged);
    });
}

/** A view of many runs that is read again whenever one of them has changed. */
const showingLiveRuns = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            useLiveRuns(() => this.model.load());
        }
    };

class OperationFormController extends FormController {
    setup() {
        super.setup();
        useLiveRuns((ids) => ids.has(this.model.root.resId) && this.model.load());
    }
}

registry.category("views").add("amazon_operation_list", {
    ...listView,
    Controller: showingLiveRuns(ListController),
});
registry.category("views").add("amazon_operation_kanban", {
    ...kanbanView,
    Controller: showingLiveRuns(KanbanController),
});
registry.category("views").add("amazon_operation_form", {
    ...formView,
    Controller: OperationFormController,
});
