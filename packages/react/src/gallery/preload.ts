/** Parts that the page loads when they are wanted. A picture of a state should not depend on when they come. */
import "../features/balance/equivalents-menu.tsx";
import "../features/balance/forecast-block.tsx";
import "../features/balance/live-calls-section.tsx";
import "../features/plans/plan-change-dialog.tsx";
