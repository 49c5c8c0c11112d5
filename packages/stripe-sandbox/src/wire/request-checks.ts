import { API_VERSION } from "../events/emit.ts";
import { invalidRequest } from "./errors.ts";
import type { RawHash, RawValue } from "./raw-parameters.ts";

/** Any version that can be one is accepted and answered as the pinned one. */
export function checkVersion(version: string | undefined): void {
  if (version === undefined || /^20\d{2}-[01]\d-[0-3]\d(\.[a-z]+)?$/u.test(version)) return;
  throw invalidRequest(`Invalid Stripe API version: ${version}. The current version is ${API_VERSION}.`);
}

export function checkStripeAccount(headers: { readonly [name: string]: string | undefined }): void {
  if (headers["stripe-account"] === undefined && headers["stripe-context"] === undefined) return;
  throw invalidRequest(
    "The sandbox has one account: requests on behalf of connected accounts (Stripe-Account, Stripe-Context) are not covered.",
    {
      code: "account_invalid",
      status: 403,
    },
  );
}

export function checkContentType(request: {
  readonly method: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | undefined };
}): void {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (request.body === "" || type === undefined || type === "application/x-www-form-urlencoded") return;
  throw invalidRequest(
    `Invalid request (check that your ${request.method} content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.`,
  );
}

/** `expand[]` belongs to every request, so that no route declares it. */
export function takeExpand(sent: RawHash): { parameters: RawHash; expand: string[] } {
  const { expand, ...parameters } = sent;
  if (expand === undefined || expand === "") return { parameters, expand: [] };
  const paths: RawValue[] = typeof expand === "object" ? Object.values(expand) : [];
  const texts = paths.filter((path) => typeof path === "string" && path !== "");
  if (typeof expand === "string" || texts.length < paths.length) {
    throw invalidRequest("Invalid array", { param: "expand" });
  }
  return { parameters, expand: texts as string[] };
}
