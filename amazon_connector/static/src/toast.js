import { registry } from "@web/core/registry";

/**
 * Tells the outcome of a job, with buttons that lead to what it tells of.
 */
function toast(env, { params }) {
    const buttons = (params.buttons || []).map(({ name, action }) => ({
        name,
        onClick: () => {
            close();
            env.services.action.doAction(action);
        },
    }));
    const options = { title: params.title, type: params.type, buttons };
    if (params.delay) {
        options.autocloseDelay = params.delay;
    }
    const close = env.services.notification.add(params.message, options);
    return params.next;
}

registry.category("actions").add("amazon_connector.toast", toast);
