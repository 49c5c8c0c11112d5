import {
  AudioLines,
  BadgePercent,
  Bot,
  CalendarSync,
  CircleDashed,
  Gift,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  PhoneIncoming,
  PhoneOutgoing,
  ReceiptText,
  Scale,
  ShoppingBag,
  SlidersHorizontal,
  Tag,
  Undo2,
} from "lucide-react";
import { formatQuantity } from "../../lib/format-quantity.ts";
import { maskCallId } from "../../lib/mask-id.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { Entry } from "./use-history.ts";

const words = pageStrings.history;

export type EntryStatus = { readonly text: string; readonly tone: "plain" | "good" | "quiet" | "warn" };

/** What kind of thing an entry is, in words. */
export function nameEntry({ type, service }: Pick<Entry, "type" | "service">): string {
  if (type === "usage" && service !== undefined) return words.serviceOne[service] ?? service;
  return words.types[type] ?? type;
}

/** What tells this entry from others of its kind. */
export function detailOf({ type, service, ref, reason, call }: Entry): string {
  // The provider's reasons are words joined by lines: requested_by_customer.
  if (type === "refund" || type === "dispute") return reason?.replaceAll("_", " ") ?? "";
  if (type === "correction" && service !== undefined) return reason ?? words.serviceOne[service] ?? service;
  return reason ?? (call === undefined ? ref : maskCallId(call.callId)) ?? "";
}

export function quantityOf({ quantity, unit }: Pick<Entry, "quantity" | "unit">): string {
  // A call that never got through has no length to tell.
  return quantity === undefined || quantity === 0 || unit === undefined ? "–" : formatQuantity(quantity, unit);
}

/** Settled is quiet; exceptions get an icon beside their word. */
export function statusOf({
  type,
  amount,
  status,
  call,
}: Pick<Entry, "type" | "amount" | "status" | "call">): EntryStatus {
  if (status === "corrected") return { text: words.status.corrected, tone: "quiet" };
  if (status === "abandoned") return { text: words.status.abandoned, tone: "warn" };
  if (type === "expiry") return { text: words.status.expired, tone: "quiet" };
  if (amount === 0) return { text: words.status.noCharge, tone: "quiet" };
  if (amount > 0) return { text: words.status.added, tone: "good" };
  if (type === "usage" && call?.status === "settled") return { text: words.status.settledLate, tone: "quiet" };
  if (type === "usage" || type === "correction") return { text: words.status.settled, tone: "plain" };
  return { text: words.status.taken, tone: "quiet" };
}

export function iconOf({ type, service }: Pick<Entry, "type" | "service">): LucideIcon {
  if (type === "usage") return SERVICE_ICONS[service ?? ""] ?? CircleDashed;
  return TYPE_ICONS[type];
}

const SERVICE_ICONS: Readonly<Record<string, LucideIcon>> = {
  outbound_call: PhoneOutgoing,
  inbound_call: PhoneIncoming,
  ai_agent_request: Bot,
  sms: MessageSquare,
  transcription: AudioLines,
};

const TYPE_ICONS: Record<Exclude<Entry["type"], "usage">, LucideIcon> = {
  trial: Gift,
  plan: CalendarSync,
  purchase: ShoppingBag,
  top_up: ShoppingBag,
  bonus: BadgePercent,
  promotion: Tag,
  adjustment: SlidersHorizontal,
  correction: Undo2,
  expiry: Hourglass,
  refund: ReceiptText,
  dispute: Scale,
};
