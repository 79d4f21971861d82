import { registry } from "@web/core/registry";
import {
    JournalDashboardGraphField,
    journalDashboardGraphField,
} from "@web/views/fields/journal_dashboard_graph/journal_dashboard_graph_field";

// Odoo's graph of accounting's cards, whose bars say more than their height.
export class AmazonSalesGraph extends JournalDashboardGraphField {
    getBarChartConfig() {
        const config = super.getBarChartConfig();
        const bars = this.data[0].values;
        config.options.plugins.tooltip.callbacks = {
            label: (item) => bars[item.dataIndex].tip,
        };
        return config;
    }
}

registry.category("fields").add("amazon_sales_graph", {
    ...journalDashboardGraphField,
    component: AmazonSalesGraph,
});
