import { ChevronDown } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { Icon } from "../components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { deviceTimeZone, listTimeZones } from "../lib/time-zones.ts";

const words = strings.shell;

/** The zone of every day and clock on the page: the business's own unless the reader chooses another. */
export function ZonePicker({
  timeZone,
  businessZone,
  onChange,
}: {
  timeZone: string;
  businessZone: string;
  onChange: (timeZone: string) => void;
}) {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), IDLE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const usual = new Set([businessZone, deviceTimeZone, "UTC", timeZone]);
  return (
    <span className="no-print relative ms-auto inline-flex max-w-full items-center text-table text-ink-2 max-sm:ms-0">
      <select
        aria-label={words.zone}
        value={timeZone}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 max-w-full min-w-0 cursor-pointer [field-sizing:content] appearance-none rounded-control bg-transparent ps-2 pe-7 text-ellipsis hover:bg-hover max-sm:-ms-2 max-sm:h-11 max-sm:max-w-[calc(100%+8px)]"
      >
        <optgroup label={words.zonesNear}>
          {[...usual].map((zone) => (
            <option key={zone} value={zone}>
              {zone === businessZone
                ? words.zoneBusiness(zone)
                : zone === deviceTimeZone
                  ? words.zoneDevice(zone)
                  : zone}
            </option>
          ))}
        </optgroup>
        <optgroup label={words.zonesOther}>{isWhole && <OtherZones without={[...usual].join(" ")} />}</optgroup>
      </select>
      <Icon of={ChevronDown} size={14} className="pointer-events-none absolute inset-e-2" />
    </span>
  );
}

/** Drawn once: there are more than four hundred. */
const OtherZones = memo(function OtherZones({ without }: { without: string }) {
  const others = new Set(without.split(" "));
  return listTimeZones()
    .filter((zone) => !others.has(zone))
    .map((zone) => <option key={zone}>{zone}</option>);
});

/** The browser has nothing else to do by then. */
const IDLE_AFTER_MS = 3_000;
