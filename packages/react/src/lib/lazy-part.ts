import {
  type ComponentType,
  createElement,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  useEffect,
  useState,
} from "react";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * A part of the page that is loaded when it is wanted. Without a network it is waited for, as data is: what stands around
 * it stays on the page.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => loadPatiently(load));
}

/**
 * A part that is asked for before it is drawn, by `start`, and stands there the moment its code does. What is drawn lazily comes
 * up to 300 ms later: React puts off what replaces the room that was shown for it.
 */
export function earlyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let part: ComponentType<Props> | null = null;
  let asked: Promise<unknown> | null = null;
  const start = () => {
    asked ??= loadPatiently(load).then((loaded) => {
      part = loaded.default;
    });
    return asked;
  };
  function Early({ room, ...props }: { readonly room: ReactNode } & Props): ReactNode {
    const [Part, setPart] = useState(() => part);
    useEffect(() => {
      if (Part === null) void start().then(() => setPart(() => part));
    }, [Part]);
    return Part === null ? room : createElement(Part, props as unknown as Props);
  }
  return { start, Early };
}

/** Asks for code until it comes. */
export async function loadPatiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
