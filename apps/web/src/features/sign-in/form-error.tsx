import { Icon } from "@farebox/react/components/icon.tsx";
import { TriangleAlert } from "lucide-react";

/** Why the form was refused as a whole; announced when it appears. */
export function FormError({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text !== null && (
        <p className="flex items-start gap-2 rounded-control border border-bad/32 bg-bad-soft px-3 py-2 text-table">
          <Icon of={TriangleAlert} className="mt-0.5 text-bad" />
          {text}
        </p>
      )}
    </div>
  );
}
