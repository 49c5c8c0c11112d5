import { parseBillingSearch } from "@farebox/react/lib/billing-search.ts";
import { parseReturnSearch } from "@farebox/react/lib/return-search.ts";
import { readPath, readUuid } from "@farebox/react/lib/search-fields.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { MessagePage } from "./features/shell/message-page.tsx";
import { BillingPage } from "./pages/billing-page.tsx";
import { DashboardLayout } from "./pages/dashboard-layout.tsx";

const parseBusiness = (raw: Record<string, unknown>): { business?: string } => readUuid("business", raw["business"]);

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => <MessagePage title={strings.shell.pageMissing} hint={strings.shell.pageMissingHint} />,
  errorComponent: () => <MessagePage title={strings.shell.pageFailed} hint={strings.shell.pageFailedHint} />,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard/billing", search: {} });
  },
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dashboard",
  component: DashboardLayout,
  validateSearch: parseBusiness,
  // A link inside one business stays in it, in this tab and in one that it is opened in.
  search: { middlewares: [retainSearchParams(["business"])] },
});

const dashboardHome = createRoute({
  getParentRoute: () => dashboard,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard/billing", search: {} });
  },
});

const billing = createRoute({
  getParentRoute: () => dashboard,
  path: "/billing",
  component: BillingPage,
  validateSearch: parseBillingSearch,
  // Who paid for something that was begun elsewhere comes back to the page itself.
  beforeLoad: ({ location }) => {
    const back = parseReturnSearch(location.search as Record<string, unknown>);
    if (Object.keys(back).length > 0 && !location.pathname.includes("/return"))
      throw redirect({
        to: "/dashboard/billing/return",
        search: (current) => ({ ...current, ...back }),
        replace: true,
      });
  },
});

const receipt = createRoute({
  getParentRoute: () => billing,
  path: "/transactions/$transactionId",
});

// Where the payment provider's pages lead back to.
const billingReturn = createRoute({
  getParentRoute: () => billing,
  path: "/return",
  validateSearch: parseReturnSearch,
});

const settings = createRoute({
  getParentRoute: () => dashboard,
  id: "settings",
  component: lazyRouteComponent(() => import("./pages/settings-layout.tsx"), "SettingsLayout"),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: "/keys",
  component: lazyRouteComponent(() => import("./pages/keys-page.tsx"), "KeysPage"),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: "/members",
  component: lazyRouteComponent(() => import("./pages/members-page.tsx"), "MembersPage"),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("./pages/webhooks-page.tsx"), "WebhooksPage"),
});

const notices = createRoute({
  getParentRoute: () => settings,
  path: "/notices",
  component: lazyRouteComponent(() => import("./pages/notices-page.tsx"), "NoticesPage"),
});

// Beside the dashboard, in the same frame: it is about one of the person's businesses, too.
const playground = createRoute({
  getParentRoute: () => root,
  path: "/playground",
  component: DashboardLayout,
  validateSearch: parseBusiness,
  search: { middlewares: [retainSearchParams(["business"])] },
});

const playgroundHome = createRoute({
  getParentRoute: () => playground,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/playground-page.tsx"), "PlaygroundPage"),
});

const newBusiness = createRoute({
  getParentRoute: () => root,
  path: "/new-business",
  component: lazyRouteComponent(() => import("./pages/new-business-page.tsx")),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./pages/sign-in-page.tsx")),
  validateSearch: (raw: Record<string, unknown>): { redirect?: string; done?: "reset" | "session" } => ({
    ...readPath("redirect", raw["redirect"]),
    ...((raw["done"] === "reset" || raw["done"] === "session") && { done: raw["done"] }),
  }),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("./pages/sign-up-page.tsx")),
  validateSearch: (raw: Record<string, unknown>): { redirect?: string } => readPath("redirect", raw["redirect"]),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./pages/forgot-password-page.tsx")),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./pages/reset-password-page.tsx")),
  validateSearch: (raw: Record<string, unknown>): { token?: string } => ({
    ...((typeof raw["token"] === "string" || typeof raw["token"] === "number") && { token: String(raw["token"]) }),
  }),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(() => import("./pages/verify-email-page.tsx")),
  validateSearch: (raw: Record<string, unknown>): { email?: string; done?: true; error?: string } => ({
    ...(typeof raw["email"] === "string" && { email: raw["email"] }),
    ...((raw["done"] === true || raw["done"] === "true") && { done: true }),
    ...(raw["error"] !== undefined && { error: String(raw["error"]) }),
  }),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitations/$invitationId",
  component: lazyRouteComponent(() => import("./pages/invitation-page.tsx")),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    dashboard.addChildren([
      dashboardHome,
      billing.addChildren([receipt, billingReturn]),
      settings.addChildren([keys, members, webhooks, notices]),
    ]),
    playground.addChildren([playgroundHome]),
    newBusiness,
    signIn,
    signUp,
    forgotPassword,
    resetPassword,
    verifyEmail,
    invitation,
  ]),
  scrollRestoration: true,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
