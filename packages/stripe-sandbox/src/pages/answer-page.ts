import type { World } from "../store/world.ts";
import type { Answer } from "../wire/answer.ts";
import type { ApiRequest } from "../wire/answer-request.ts";
import { StripeError } from "../wire/errors.ts";
import { parseForm } from "../wire/form-body.ts";
import { matchPath, segmentsOfPath } from "../wire/path-pattern.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Page } from "./page.ts";
import { PAGES } from "./registry.ts";

export function isPage(request: ApiRequest): boolean {
  return findPage(request) !== null;
}

/** Answers a person's request for a page; a refusal is shown as a page too. */
export function answerPage(world: World, request: ApiRequest): Answer {
  const found = findPage(request);
  if (found === null) throw new Error(`no page at ${request.pathname}`);
  try {
    const answer = world.transaction({ id: request.id, idempotencyKey: null }, () =>
      found.page.answer({ world, path: found.path, query: parseForm(request.query), form: parseForm(request.body) }),
    );
    if ("location" in answer) return { status: 303, headers: { location: answer.location }, body: "" };
    return htmlAnswer(answer.status, answer.html);
  } catch (failure) {
    if (!(failure instanceof StripeError)) throw failure;
    const main = html`<section class="card"><h1>Not possible</h1><p role="alert">${failure.message}</p></section>`;
    return htmlAnswer(failure.status, layout({ title: "Not possible", main }));
  }
}

function htmlAnswer(status: number, html: string): Answer {
  return {
    status,
    body: html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  };
}

function findPage(request: ApiRequest): { page: Page; path: { readonly [name: string]: string } } | null {
  const segments = segmentsOfPath(request.pathname);
  for (const page of PAGES) {
    const path = page.method === request.method ? matchPath(page.path.split("/"), segments) : null;
    if (path !== null) return { page, path };
  }
  return null;
}
