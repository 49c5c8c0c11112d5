import { CopyButton } from "@farebox/react/components/copy-button.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";

/** By the open standard that the messages are signed by: https://www.standardwebhooks.com */
const CODE = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.FAREBOX_WEBHOOK_SECRET);

// The body as it came: parsed and written again it is another one.
export async function POST(request) {
  const body = await request.text();
  const notice = webhook.verify(body, Object.fromEntries(request.headers));
  console.log(notice.type, notice.data);
  return new Response(null, { status: 204 });
}`;

/** How a server checks that a message is ours. */
export function VerifySnippet() {
  return (
    <div dir="ltr" className="relative max-w-2xl rounded-control border border-line bg-sunken text-start">
      {/* Wider than a phone: it scrolls by itself, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto p-3 pe-9 font-mono text-meta leading-6">
        {CODE}
      </pre>
      <span className="absolute inset-e-1.5 top-1.5">
        <CopyButton text={CODE} what={pageStrings.webhooks.snippet} />
      </span>
    </div>
  );
}
