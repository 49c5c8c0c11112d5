/** Parts that the page loads when they are wanted. A picture of a state should not depend on when they come. */
import "../features/balance/arriving-mark.tsx";
import "../features/balance/equivalents-menu.tsx";
import "../features/balance/burn-down-chart.tsx";
import "../features/balance/live-calls-section.tsx";
import "../features/balance/next-charge.tsx";
import "../features/balance/next-price.tsx";
import "../features/balance/next-up-block.tsx";
import "../features/balance/top-up-line.tsx";
import "../features/plans/cancel-plan-dialog.tsx";
import "../features/plans/plan-change-dialog.tsx";
import "../features/history/call-row.tsx";
import "../features/payment/billing-details-form.tsx";
