/** What of the sign-in library is reachable under `/api/auth`; everything else it could do is not routed. */
export const SIGN_IN_PATHS: readonly SignInPath[] = [
  { method: "POST", path: "/sign-up/email" },
  { method: "POST", path: "/sign-in/email" },
  { method: "POST", path: "/sign-out" },
  { method: "GET", path: "/get-session" },
  { method: "POST", path: "/request-password-reset" },
  { method: "POST", path: "/reset-password" },
  { method: "POST", path: "/send-verification-email" },
  { method: "GET", path: "/verify-email" },
  { method: "POST", path: "/change-password" },
  { method: "POST", path: "/revoke-sessions" },
  { method: "POST", path: "/revoke-other-sessions" },
  { method: "GET", path: "/organization/list" },
];

export type SignInPath = { readonly method: "GET" | "POST"; readonly path: `/${string}` };
