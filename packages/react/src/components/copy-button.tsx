import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { pageStrings } from "../lib/page-strings.ts";
import { Icon } from "./icon.tsx";

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  };
  return (
    <button
      type="button"
      aria-label={isCopied ? pageStrings.frame.copied : pageStrings.frame.copy(what)}
      onClick={copy}
      className="grid size-6 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover max-sm:size-9"
    >
      <Icon of={isCopied ? Check : Copy} size={14} />
    </button>
  );
}
