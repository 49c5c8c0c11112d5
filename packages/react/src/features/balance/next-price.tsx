import { formatMoney, type Money } from "../../lib/format-money.ts";

/** What is paid that day. Money comes after the balance: its code is not waited for. */
export default function NextPrice({ price }: { price: Money }) {
  return <span className="text-end tabular-nums">{formatMoney(price)}</span>;
}
