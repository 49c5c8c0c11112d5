import { Button } from "@farebox/react/components/button.tsx";
import { SelectField, TextField } from "@farebox/react/components/field.tsx";
import { formatCount } from "@farebox/react/lib/format-number.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { type FormEvent, useState } from "react";

const words = playgroundStrings;
const SERVICES = ["outbound_call", "inbound_call"] as const;
const MANY = 50;

type Asked = { service: string; agentId?: string; count: number };

/** Starts one call, or many at once. */
export function StartForm({
  isBusy,
  result,
  onStart,
}: {
  isBusy: boolean;
  result: { readonly started: number; readonly refused: number } | null;
  onStart: (asked: Asked) => void;
}) {
  const [service, setService] = useState<string>(SERVICES[0]);
  const [agent, setAgent] = useState(words.agentExample);
  const start = (count: number) =>
    onStart({ service, count, ...(agent.trim() !== "" && { agentId: agent.trim().slice(0, 200) }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) start(1);
  };
  return (
    <form aria-labelledby="playground-start" onSubmit={submit} className="grid gap-4">
      <h2 id="playground-start" className="text-body leading-7 font-semibold">
        {words.setUp}
      </h2>
      <SelectField label={words.service} value={service} onChange={(event) => setService(event.target.value)}>
        {SERVICES.map((id) => (
          <option key={id} value={id}>
            {pageStrings.history.serviceOne[id] ?? id}
          </option>
        ))}
      </SelectField>
      <TextField label={words.agent} value={agent} onChange={(event) => setAgent(event.target.value)} />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {words.start}
        </Button>
        <Button isBusy={isBusy} onClick={() => start(MANY)}>
          {words.startMany(formatCount(MANY))}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-table text-ink-2">
        {result !== null &&
          !isBusy &&
          words.started(formatCount(result.started), result.refused === 0 ? null : formatCount(result.refused))}
      </p>
    </form>
  );
}
