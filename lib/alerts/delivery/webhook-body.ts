import type { Message } from "./message";

/** A message as programs get it. `id` is the delivery's: the same in every attempt. */
export function webhookBody(
  id: string,
  { event, title, text, organization, firedAt, facts }: Message,
  url: string,
): string {
  return JSON.stringify({ id, event, organization, firedAt, title, text, url, ...facts });
}
