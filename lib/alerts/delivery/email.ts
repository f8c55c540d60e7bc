import "server-only";
import { createTransport } from "nodemailer";
import type { Message } from "./message";

/** How e-mail is sent. */
export interface Smtp {
  url: string;
  from: string;
}

const TIMEOUT_MS = 10_000;

/** Sends a message by e-mail. @throws Error where the server does not take it for any of the addresses. */
export async function sendEmail(smtp: Smtp, to: readonly string[], message: Message, link: string): Promise<void> {
  const transport = createTransport({
    url: smtp.url,
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // A message is text and nothing else: no file or address is read for it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    await transport.sendMail({
      from: smtp.from,
      to: [...to],
      subject: oneLine(`${message.title} (${message.organization})`),
      text: `${message.text}\n\n${link}\n\nSent by Outlay for ${oneLine(message.organization)}.\n`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } finally {
    transport.close();
  }
}

/** A text that cannot begin another header line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
