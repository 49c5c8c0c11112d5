/** What the tabs of one browser tell each other about a stream that only one of them holds. */
type Message<Value> =
  | { readonly kind: "hello" }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "connected"; readonly isConnected: boolean };

export type StreamHandlers<Value> = {
  readonly onValue: (value: Value) => void;
  readonly onConnected: (isConnected: boolean) => void;
};

/** Opens the stream and answers how to close it. */
export type OpenStream<Value> = (handlers: StreamHandlers<Value>) => () => void;

/** The browser's two primitives; absent ones leave each tab with a stream of its own. */
export type StreamPlatform = {
  readonly locks: Pick<LockManager, "request"> | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
};

/**
 * Joins the stream called `name`: one tab holds it (whoever has the lock), the others listen to that tab. When it closes,
 * the lock passes on and the next tab opens the stream. Answers how to leave.
 */
export function shareStream<Value>(
  { name, open, handlers }: { name: string; open: OpenStream<Value>; handlers: StreamHandlers<Value> },
  platform: StreamPlatform = browserPlatform(),
): () => void {
  const { locks, openChannel } = platform;
  if (locks === undefined || openChannel === undefined) return open(handlers);

  const channel = openChannel(name);
  const leaving = new AbortController();
  let closeStream: (() => void) | null = null;
  let last: { value: Value } | null = null;
  let isConnected = false;

  const tell = (message: Message<Value>) => {
    if (!leaving.signal.aborted) channel.postMessage(message);
  };

  channel.onmessage = ({ data }: MessageEvent<Message<Value>>) => {
    if (data.kind === "hello") {
      if (closeStream === null) return;
      if (last !== null) tell({ kind: "value", value: last.value });
      tell({ kind: "connected", isConnected });
    } else if (data.kind === "value") handlers.onValue(data.value);
    else handlers.onConnected(data.isConnected);
  };
  tell({ kind: "hello" });

  const lead = () =>
    new Promise<void>((release) => {
      closeStream = open({
        onValue: (value) => {
          last = { value };
          handlers.onValue(value);
          tell({ kind: "value", value });
        },
        onConnected: (next) => {
          isConnected = next;
          handlers.onConnected(next);
          tell({ kind: "connected", isConnected: next });
        },
      });
      leaving.signal.addEventListener("abort", () => release());
    });
  // The request is refused when this tab leaves before its turn: nothing to do then.
  locks.request(name, { signal: leaving.signal }, lead).catch(() => undefined);

  return () => {
    if (leaving.signal.aborted) return;
    if (closeStream !== null) tell({ kind: "connected", isConnected: false });
    leaving.abort();
    closeStream?.();
    channel.close();
  };
}

function browserPlatform(): StreamPlatform {
  return {
    locks: typeof navigator === "undefined" ? undefined : navigator.locks,
    openChannel: typeof BroadcastChannel === "undefined" ? undefined : (name) => new BroadcastChannel(name),
  };
}
