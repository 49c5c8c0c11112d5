import type { OnCommand } from "@farebox/react/lib/commands.ts";
import { createContext, useContext } from "react";

/** What pages may ask of the frame around them. */
export type Frame = {
  /** Opens the palette, with what the page in it can do besides. */
  readonly openCommands: OnCommand;
  /** An operator looks at a business that they are not in: nothing may be changed. */
  readonly isViewing: boolean;
};

const FrameContext = createContext<Frame | null>(null);

export const FrameProvider = FrameContext.Provider;

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error("there is no frame around this page");
  return frame;
}
