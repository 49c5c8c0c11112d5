import { ERROR_TABLE } from "../error-table.ts";
import { escapeHtml } from "../escape-html.ts";
import type { OpenApiDocument, OpenApiOperation } from "./openapi.ts";

/** The API for a reader: how to call, every operation with its schemas, every error. */
export function toDocsBody(document: OpenApiDocument): string {
  const base = document.servers[0]?.url ?? "";
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const sections = document.tags.map(({ name }) => {
    const ofTag = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<section aria-labelledby="${idOf(name)}"><h2 id="${idOf(name)}">${escapeHtml(name)}</h2>\n${ofTag.map(toOperation).join("\n")}</section>`;
  });
  return `<header><h1>Farebox API</h1>
<p>${escapeHtml(document.info.description)}</p>
<p>Base address <code>${escapeHtml(base)}</code> · <a href="/api/billing/openapi.json">OpenAPI 3.1 document</a></p>
<nav aria-label="Sections"><p>${[...document.tags.map(({ name }) => name), "Errors"].map((name) => `<a href="#${idOf(name)}">${escapeHtml(name)}</a>`).join(" · ")}</p></nav>
</header>
<main>
<h2>How to call</h2>
<p>Send an API key as <code>Authorization: Bearer fb_…</code>. An installation key names the business with the header <code>Farebox-Business</code>. Every answer has an <code>X-Request-Id</code>.</p>
<pre tabindex="0">curl ${escapeHtml(base)}/balance -H "Authorization: Bearer $FAREBOX_KEY"</pre>
${sections.join("\n")}
${toErrors()}
</main>`;
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function toOperation({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: OpenApiOperation;
}): string {
  const body = operation.requestBody?.content["application/json"].schema;
  const answer = operation.responses["200"]?.content as { "application/json"?: { schema: object } } | undefined;
  const schema = answer?.["application/json"]?.schema;
  return `<details>
<summary><h3><code><span class="method">${method}</span> ${escapeHtml(path)}</code></h3> <span class="dim">${escapeHtml(operation.summary)}</span></summary>
${operation.description === undefined ? "" : `<p>${escapeHtml(operation.description)}</p>`}
<p class="dim">Over tRPC: <code>${escapeHtml(operation.operationId)}</code></p>
${operation.parameters.length === 0 ? "" : toParameters(operation)}
${body === undefined ? "" : `<p>Body</p>${toSchema(body)}`}
<p>Answer</p>${schema === undefined ? `<p>${escapeHtml(operation.responses["200"]?.description ?? "")}</p>` : toSchema(schema)}
</details>`;
}

function toParameters({ parameters, operationId }: OpenApiOperation): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema, description }) =>
      `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${place}${required ? ", required" : ""}</td><td><code>${escapeHtml(JSON.stringify(schema))}</code>${description === undefined ? "" : `<br>${escapeHtml(description)}`}</td></tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Parameters of ${escapeHtml(operationId)}"><table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Form</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function toSchema(schema: object): string {
  return `<pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
}

function toErrors(): string {
  const rows = Object.entries(ERROR_TABLE).map(
    ([code, row]) =>
      `<tr><th scope="row"><code>${code}</code></th><td>${row.status}</td><td>${escapeHtml(row.message)} ${escapeHtml(row.remedy)}</td></tr>`,
  );
  return `<section aria-labelledby="errors"><h2 id="errors">Errors</h2>
<p>Every error is <code>{ "error": { "code", "message", "fields"?, "retryable", "requestId", "details"? } }</code>.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Error codes"><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}
