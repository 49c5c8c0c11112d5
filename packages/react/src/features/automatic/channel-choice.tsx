import { useId } from "react";
import { pageStrings } from "../../lib/page-strings.ts";
import { EVERY_CHANNEL } from "./alert-drafts.ts";
import type { Channel } from "./use-alerts.ts";

const words = pageStrings.alerts;

/** The ways an alert goes, any of them. */
export function ChannelChoice({
  label,
  chosen,
  error,
  onChange,
}: {
  label: string;
  chosen: readonly Channel[];
  error: string | undefined;
  onChange: (channels: readonly Channel[]) => void;
}) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error && errorId} className="min-w-0 pt-6 max-sm:col-span-2 max-sm:pt-0">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap gap-x-4">
        {EVERY_CHANNEL.map((channel) => (
          <label key={channel} className="flex min-h-8 items-center gap-2 text-table max-sm:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-ink"
              checked={chosen.includes(channel)}
              aria-invalid={error ? true : undefined}
              onChange={(event) =>
                onChange(EVERY_CHANNEL.filter((one) => (one === channel ? event.target.checked : chosen.includes(one))))
              }
            />
            {words.channels[channel]}
          </label>
        ))}
      </div>
      {error && (
        <p id={errorId} className="text-meta text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
