import "server-only";
import type { AlertChannel } from "@/lib/db/generated/client";
import { settings } from "@/lib/settings";
import { unseal } from "../secret-box";
import { oneLine, sendEmail } from "./email";
import type { Message, Outcome } from "./message";
import { post } from "./post";
import { signatureHeaders } from "./signature";
import { slackBody } from "./slack-body";
import { webhookBody } from "./webhook-body";

/** What of a channel an attempt needs. */
export type Target = Pick<AlertChannel, "organizationId" | "kind" | "target" | "signingSecret">;

const LONGEST_ERROR = 300;

/** Tries to send a message to a channel; answers how it went, and throws nothing. */
export async function attempt(channel: Target, id: string, message: Message, signal?: AbortSignal): Promise<Outcome> {
  const link = new URL(message.path, settings().publicUrl).href;
  try {
    const target = unseal(channel.organizationId, channel.target);
    if (channel.kind === "email") return await byEmail(JSON.parse(target), message, link);
    const body = channel.kind === "slack" ? slackBody(message, link) : webhookBody(id, message, link);
    const headers = channel.kind === "webhook" ? webhookHeaders(channel, id, message, body) : {};
    const { allowPrivateWebhooks: allowPrivate } = settings();
    const responseCode = await post(target, { body, headers, allowPrivate, ...(signal ? { signal } : {}) });
    if (responseCode >= 200 && responseCode < 300) return { ok: true, responseCode };
    return { ok: false, responseCode, error: `The receiver answered ${responseCode}.` };
  } catch (error) {
    return { ok: false, responseCode: codeOf(error), error: inWords(error) };
  }
}

async function byEmail(to: string[], message: Message, link: string): Promise<Outcome> {
  const { smtp } = settings();
  if (!smtp) return { ok: false, responseCode: null, error: "No e-mail can be sent: OUTLAY_SMTP_URL is not set." };
  await sendEmail(smtp, to, message, link);
  return { ok: true, responseCode: 250 };
}

function webhookHeaders({ organizationId, signingSecret }: Target, id: string, { event }: Message, body: string) {
  const signature = signingSecret ? signatureHeaders(unseal(organizationId, signingSecret), body, new Date()) : {};
  return { "outlay-delivery": id, "outlay-event": event, ...signature };
}

function codeOf(error: unknown): number | null {
  const { responseCode } = error as { responseCode?: unknown };
  return typeof responseCode === "number" ? responseCode : null;
}

/** What is known of a failure; a name and password never are in these messages. */
function inWords(error: unknown): string {
  const { name, message, code } = error as Error & { code?: string };
  if (name === "TimeoutError" || code === "ABORT_ERR") return "The receiver did not answer in time.";
  return oneLine(message || code || "It could not be sent.").slice(0, LONGEST_ERROR);
}
