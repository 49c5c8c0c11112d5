import { useBalance } from "@farebox/react";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { isMissing } from "@farebox/react/lib/problem.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { useSecond } from "@farebox/react/lib/use-now.ts";
import type { ReactNode } from "react";
import { BalanceStrip } from "./balance-strip.tsx";
import { CallsTable } from "./calls-table.tsx";
import { ClockControls } from "./clock-controls.tsx";
import { EventList } from "./event-list.tsx";
import { StartForm } from "./start-form.tsx";
import { toCallRow } from "./to-call-row.ts";
import { useCallPrices } from "./use-call-prices.ts";
import { usePlayground } from "./use-playground.ts";
import { WorkControls } from "./work-controls.tsx";

const words = playgroundStrings;

/** Simulated calls and what they do to the balance, side by side. */
export function PlaygroundSection() {
  const { id: businessId, role, timeZone } = useBusiness();
  const { balance, serverAhead } = useBalance();
  const playground = usePlayground();
  const priceOf = useCallPrices();
  const second = useSecond();
  const { data, error } = playground;

  if (isMissing(error)) return <Head title={strings.shell.pageMissing} hint={strings.shell.pageMissingHint} />;
  if (role === "member")
    return (
      <Head title={words.title} hint={words.hint}>
        <Empty title={words.notYours} hint={words.notYoursHint} />
      </Head>
    );
  if (data === null)
    return (
      <Head title={words.title} hint={words.hint}>
        {error === null ? <RowsSkeleton /> : <Failed text={words.failed} onRetry={playground.retry} />}
      </Head>
    );

  const held = new Map(balance?.liveCalls.map((call) => [call.holdId, call]));
  const rows = data.calls.map((call) =>
    toCallRow(call, {
      startsAt: playground.startsAt.get(call.holdId),
      price: priceOf(call),
      hold: held.get(call.holdId) ?? null,
      now: second,
      serverNow: second + serverAhead,
    }),
  );
  const { start, end, crash, record, drain, moveClock } = playground;
  const problem = [start.error, end.error, crash.error, record.error, drain.error, moveClock.error].find(
    (each) => each !== null,
  );
  return (
    <Head title={words.title} hint={words.hint}>
      <BalanceStrip balance={balance} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-8 gap-y-8 max-lg:grid-cols-1">
        <div className="grid content-start gap-8">
          <StartForm isBusy={start.isPending} result={start.data ?? null} onStart={(asked) => start.mutate(asked)} />
          <WorkControls
            isBusy={record.isPending || drain.isPending}
            onRecord={(service) => record.mutate({ service, quantity: 1 })}
            onDrain={() => drain.mutate({})}
          />
          <ClockControls
            moneyTime={new Date(data.moneyTime)}
            timeZone={timeZone}
            moving={moveClock.isPending ? (moveClock.variables?.by ?? null) : null}
            onMove={(by) => moveClock.mutate({ by })}
          />
          {problem !== undefined && (
            <p role="alert" className="text-table text-bad">
              {describeProblem(problem)}
            </p>
          )}
        </div>
        <CallsTable rows={rows} onCrash={(id) => crash.mutate({ id })} onEnd={(id) => end.mutate({ id })} />
      </div>
      <EventList events={data.events} timeZone={timeZone} origin={window.location.origin} businessId={businessId} />
    </Head>
  );
}

function Head({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <>
      <div className="pt-8 pb-6 max-sm:pt-6">
        <h1 className="text-page font-semibold max-sm:text-[24px]">{title}</h1>
        <p className="mt-1 max-w-2xl text-table text-ink-2">{hint}</p>
      </div>
      {children}
    </>
  );
}
