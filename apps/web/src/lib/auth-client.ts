import { createAuthClient } from "better-auth/client";

/** The embedded sign-in. Loaded with the pages that need it, not with the dashboard. */
export const auth = createAuthClient({ baseURL: window.location.origin, basePath: "/api/auth" });
