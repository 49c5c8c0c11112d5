import { Button } from "@farebox/react/components/button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";
import { TextField } from "@farebox/react/components/field.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { type FormEvent, useId, useRef, useState } from "react";
import { EventChoice } from "./event-choice.tsx";
import type { Endpoint, EndpointFields, EventType } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;

/** Where to send, what, and a name for people. */
export function EndpointDialog({
  endpoint,
  isBusy,
  error,
  onSave,
  onClose,
}: {
  /** Null for a new one. */
  endpoint: Endpoint | null;
  isBusy: boolean;
  error: string | null;
  onSave: (fields: EndpointFields) => void;
  onClose: () => void;
}) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [events, setEvents] = useState<readonly EventType[] | null>(endpoint?.events ?? null);
  const [problems, setProblems] = useState<{ url?: string; events?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    const url = String(data.get("url") ?? "").trim();
    const found = {
      ...(!URL.canParse(url) && { url: words.urlWrong }),
      ...(events?.length === 0 && { events: words.eventsNone }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0)
      return requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
    onSave({
      url,
      description: String(data.get("description") ?? "").trim(),
      events: events === null ? null : [...events],
    });
  };
  return (
    <Dialog
      shape="center"
      title={endpoint === null ? words.addTitle : words.editTitle}
      onClose={onClose}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit" form={formId} kind="primary" isBusy={isBusy}>
            {endpoint === null ? words.add : words.save}
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <TextField
          name="url"
          type="url"
          label={words.url}
          hint={words.urlHint}
          error={problems.url}
          defaultValue={endpoint?.url ?? ""}
          placeholder="https://"
          maxLength={2_000}
          autoComplete="off"
        />
        <TextField
          name="description"
          label={words.description}
          defaultValue={endpoint?.description ?? ""}
          placeholder={words.descriptionExample}
          maxLength={200}
          autoComplete="off"
        />
        <EventChoice chosen={events} error={problems.events} onChange={setEvents} />
        {error !== null && (
          <p role="alert" className="text-table text-bad">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
