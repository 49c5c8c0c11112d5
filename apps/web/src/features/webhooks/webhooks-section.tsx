import { Button } from "@farebox/react/components/button.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { Icon } from "@farebox/react/components/icon.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type AskedAction, EndpointDialogs } from "./endpoint-dialogs.tsx";
import { EndpointRow } from "./endpoint-row.tsx";
import { useWebhookEndpoints } from "./use-webhook-endpoints.ts";
import { VerifySnippet } from "./verify-snippet.tsx";

const words = pageStrings.webhooks;

/** The endpoints of the business, for its owners. */
export function WebhooksSection() {
  const { timeZone } = useBusiness();
  const now = useNow();
  const webhooks = useWebhookEndpoints();
  const { endpoints, error, retry, update } = webhooks;
  const [asked, setAsked] = useState<AskedAction | null>(null);
  const turn = (id: string, enabled: boolean) => update.mutate({ id, enabled });
  const add = (
    <Button kind="primary" onClick={() => setAsked({ action: "add" })}>
      <Icon of={Plus} />
      {words.add}
    </Button>
  );
  return (
    <>
      {error !== null ? (
        <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
      ) : endpoints === null ? (
        <RowsSkeleton />
      ) : endpoints.length === 0 ? (
        <>
          <Empty title={words.empty} hint={words.emptyHint}>
            {add}
          </Empty>
          <div className="mt-6">
            <VerifySnippet />
          </div>
        </>
      ) : (
        <>
          <div className="mb-4 flex">{add}</div>
          <ul className="border-t border-line">
            {endpoints.map((endpoint) => (
              <EndpointRow
                key={endpoint.id}
                endpoint={endpoint}
                timeZone={timeZone}
                now={now}
                onAction={(action) => {
                  if (action === "turnOn" || action === "turnOff") turn(endpoint.id, action === "turnOn");
                  else setAsked({ action, endpoint });
                }}
              />
            ))}
          </ul>
          {update.error !== null && asked === null && (
            <p role="alert" className="mt-3 text-table text-bad">
              {describeProblem(update.error)}
            </p>
          )}
          <h2 className="mt-12 mb-4 text-title font-semibold">{words.verifyTitle}</h2>
          <VerifySnippet />
        </>
      )}
      {asked !== null && <EndpointDialogs asked={asked} webhooks={webhooks} onClose={() => setAsked(null)} />}
    </>
  );
}
