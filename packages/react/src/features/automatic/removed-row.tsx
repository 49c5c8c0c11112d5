import { RotateCcw } from "lucide-react";
import { IconButton } from "../../components/icon-button.tsx";

/** What a row of the form says of what will be removed: struck through, with the way to keep it. */
export function RemovedRow({
  what,
  willBeRemoved,
  keepLabel,
  onKeep,
}: {
  what: string;
  willBeRemoved: string;
  keepLabel: string;
  onKeep: () => void;
}) {
  return (
    <div className="flex min-h-13 items-center gap-3 border-b border-line py-2">
      <span className="min-w-0 flex-1">
        <span className="text-ink-3 line-through">{what}</span>
        <span className="block text-meta text-ink-2">{willBeRemoved}</span>
      </span>
      <IconButton of={RotateCcw} label={keepLabel} onClick={onKeep} />
    </div>
  );
}
