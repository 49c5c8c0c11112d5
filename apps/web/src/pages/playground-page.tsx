import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { PlaygroundSection } from "../features/playground/playground-section.tsx";
import { useTitle } from "../lib/use-title.ts";

/** `/playground`, in the sandbox only. */
export function PlaygroundPage() {
  useTitle(playgroundStrings.title);
  return <PlaygroundSection />;
}
