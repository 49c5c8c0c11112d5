import { Button } from "@farebox/react/components/button.tsx";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";

const words = playgroundStrings;

/** Work that is not a call, and the quickest way to an empty balance. */
export function WorkControls({
  isBusy,
  onRecord,
  onDrain,
}: {
  isBusy: boolean;
  onRecord: (service: "sms" | "ai_agent_request") => void;
  onDrain: () => void;
}) {
  return (
    <section aria-labelledby="playground-work" className="grid gap-3">
      <h2 id="playground-work" className="text-body font-semibold">
        {words.work}
      </h2>
      <div className="flex flex-wrap gap-2">
        <Button isBusy={isBusy} onClick={() => onRecord("sms")}>
          {words.sms}
        </Button>
        <Button isBusy={isBusy} onClick={() => onRecord("ai_agent_request")}>
          {words.aiRequest}
        </Button>
        <Button kind="danger" isBusy={isBusy} onClick={onDrain} aria-describedby="playground-drain">
          {words.drain}
        </Button>
      </div>
      <p id="playground-drain" className="text-meta text-ink-3">
        {words.drainHint}
      </p>
    </section>
  );
}
