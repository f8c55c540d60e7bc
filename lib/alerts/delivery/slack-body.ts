import type { Message } from "./message";

/** A message as Slack's incoming webhooks take it, and those of Mattermost, Rocket.Chat and Discord (at /slack) too. */
export function slackBody({ title, text }: Message, link: string): string {
  return JSON.stringify({ text: `*${escaped(title)}*\n${escaped(text)}\n<${link}|Open in Outlay>` });
}

/** https://docs.slack.dev/messaging/formatting-message-text: three characters stand for something else. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
