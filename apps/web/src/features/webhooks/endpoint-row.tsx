import { Button } from "@farebox/react/components/button.tsx";
import { iconButtonClass } from "@farebox/react/components/dialog.tsx";
import { Icon } from "@farebox/react/components/icon.tsx";
import { Menu, MenuItem, MenuSeparator } from "@farebox/react/components/menu.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Ellipsis } from "lucide-react";
import { describeAttemptProblem } from "./describe-problem.ts";
import { EndpointState } from "./endpoint-state.tsx";
import { type Endpoint, type TestResult, useTestEndpoint } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;
export type EndpointAction = "deliveries" | "edit" | "rotate" | "remove" | "turnOn" | "turnOff";

/** One endpoint: where it is, how it does, and what can be done to it. */
export function EndpointRow({
  endpoint,
  timeZone,
  now,
  onAction,
}: {
  endpoint: Endpoint;
  timeZone: string;
  now: Date;
  onAction: (action: EndpointAction) => void;
}) {
  const test = useTestEndpoint();
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-60 flex-1">
          <p className="font-medium break-all">{endpoint.url}</p>
          {endpoint.description !== "" && <p className="mb-1 text-table text-ink-2">{endpoint.description}</p>}
          <EndpointState endpoint={endpoint} timeZone={timeZone} now={now} />
        </div>
        <div className="flex items-center gap-2">
          <Button
            aria-label={words.testTo(endpoint.url)}
            isBusy={test.isPending}
            onClick={() => test.mutate({ id: endpoint.id })}
          >
            {words.test}
          </Button>
          <Button aria-label={words.deliveriesOf(endpoint.url)} onClick={() => onAction("deliveries")}>
            {words.deliveries}
          </Button>
          <Menu
            trigger={
              <button type="button" aria-label={words.more(endpoint.url)} className={iconButtonClass}>
                <Icon of={Ellipsis} />
              </button>
            }
          >
            <MenuItem onSelect={() => onAction("edit")}>{words.edit}</MenuItem>
            <MenuItem onSelect={() => onAction("rotate")}>{words.rotate}</MenuItem>
            {endpoint.status === "disabled" ? (
              <MenuItem onSelect={() => onAction("turnOn")}>{words.turnOn}</MenuItem>
            ) : (
              <MenuItem onSelect={() => onAction("turnOff")}>{words.turnOff}</MenuItem>
            )}
            <MenuSeparator />
            <MenuItem onSelect={() => onAction("remove")}>{words.remove}</MenuItem>
          </Menu>
        </div>
      </div>
      <div role="status" className="text-table">
        {test.data !== undefined && !test.isPending && <Tested result={test.data} />}
      </div>
      {test.error !== null && (
        <p role="alert" className="mt-2 text-table text-bad">
          {describeProblem(test.error)}
        </p>
      )}
    </li>
  );
}

function Tested({ result }: { result: TestResult }) {
  const ms = String(result.durationMs);
  return (
    <>
      <p className={result.delivered ? "mt-2 text-good" : "mt-2 text-bad"}>
        {result.delivered
          ? words.testGood(String(result.status), ms)
          : words.testBad(describeAttemptProblem(result) ?? "")}
      </p>
      {result.answer !== null && result.answer !== "" && <Answer text={result.answer} />}
    </>
  );
}

/** How an answer began. */
export function Answer({ text }: { text: string }) {
  return (
    <pre className="mt-2 max-h-40 overflow-auto rounded-control border border-line bg-sunken p-3 font-mono text-meta break-all whitespace-pre-wrap">
      {text}
    </pre>
  );
}
