import { z } from "zod";
import { emailAddress } from "@/lib/auth/credentials";
import type { ChannelJson } from "@/lib/db/queries/alerts/find-channels";
import type { AlertJson } from "@/lib/db/queries/alerts/list-alerts";
import type { DeliveryJson } from "@/lib/db/queries/alerts/list-deliveries";
import { ONE_LINE } from "../one-line-name";
import { answerOf, NOTHING, type Resource } from "./operation";
import { CURSOR, limit, query, uuidInPath } from "./parameters";
import { date, instant, smallCount, uuid } from "./value-schemas";

const kind = z.enum(["budget", "anomaly"]);
const channelKind = z.enum(["email", "slack", "webhook"]);
const name = z.string().min(1).max(120).regex(ONE_LINE);
const tells = z.array(kind).max(2).describe("The kinds of alerts it is sent.");
const named = { name, tells: tells.default(["budget", "anomaly"]) };
const url = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/)
  .describe("Kept encrypted, and not shown again as a whole.");

const alert = z.strictObject({
  id: uuid,
  kind,
  budgetId: uuid.nullable().describe("The budget, which may be gone; null for an anomaly."),
  threshold: z.int().nullable().describe("Percent of the budget."),
  period: date.describe("First day of the period in the organisation's time zone."),
  ...{ title: z.string(), text: z.string(), firedAt: instant },
}) satisfies z.ZodType<AlertJson>;

const channel = z.strictObject({
  ...{ id: uuid, kind: channelKind, name: z.string(), tells: z.array(kind), enabled: z.boolean() },
  target: z.string().describe("E-mail addresses, or where the URL leads without the part that opens it."),
  ...{ createdAt: instant, createdBy: z.string().nullable() },
}) satisfies z.ZodType<ChannelJson>;

const delivery = z.strictObject({
  id: uuid,
  alertId: uuid.nullable().describe("Null for a test."),
  title: z.string(),
  channel: z.strictObject({ id: uuid, name: z.string(), kind: channelKind }),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: smallCount,
  responseCode: z.int().nullable().describe("Of HTTP or SMTP, at the last attempt."),
  error: z.string().nullable(),
  createdAt: instant,
  lastAttemptAt: instant.nullable(),
  nextAttemptAt: instant.nullable().describe("Null where nothing more is tried."),
  deliveredAt: instant.nullable(),
}) satisfies z.ZodType<DeliveryJson>;

const ID = uuidInPath("id", "Id of the channel.");
const PAGE = [limit(500, 50), CURSOR];
const BUDGET = query("budget", "Only alerts of this budget.", { type: "string", format: "uuid" });

/** Alerts and where they are sent to. */
export const alerts: Resource = {
  name: "Alerts",
  description: "What has fired, where it is sent to, and what became of it on the way.",
  requests: {
    NewAlertChannel: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("email"), to: z.array(emailAddress).min(1).max(20), ...named }),
      z.strictObject({ kind: z.literal("slack"), url, ...named }),
      z.strictObject({ kind: z.literal("webhook"), url, ...named }),
    ]),
    AlertChannelChange: z.strictObject({
      ...{ name: name.optional(), tells: tells.optional(), enabled: z.boolean().optional() },
    }),
  },
  answers: {
    Alert: alert,
    AlertList: z.strictObject({ alerts: z.array(alert), nextCursor: uuid.nullable() }),
    AlertChannel: channel,
    AlertChannelList: z.strictObject({
      channels: z.array(channel),
      canSendEmail: z.boolean().describe("Whether OUTLAY_SMTP_URL is set."),
    }),
    CreatedAlertChannel: z.strictObject({
      channel,
      signingSecret: z
        .string()
        .nullable()
        .describe("What a webhook's requests are signed with. Shown here and never again."),
    }),
    AlertDelivery: delivery,
    AlertDeliveryList: z.strictObject({ deliveries: z.array(delivery), nextCursor: uuid.nullable() }),
  },
  paths: {
    "/api/v1/alerts": {
      get: {
        operationId: "listAlerts",
        summary: "What has fired, the newest first",
        access: "read",
        parameters: [...PAGE, BUDGET],
        answers: { 200: answerOf("A page of alerts.", "AlertList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/alert-deliveries": {
      get: {
        operationId: "listAlertDeliveries",
        summary: "What became of alerts on their way, the newest first",
        access: "admin",
        parameters: PAGE,
        answers: { 200: answerOf("A page of deliveries.", "AlertDeliveryList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/alert-channels": {
      get: {
        operationId: "listAlertChannels",
        summary: "Where alerts are sent to",
        access: "admin",
        answers: { 200: answerOf("The channels, without what is secret.", "AlertChannelList") },
      },
      post: {
        operationId: "createAlertChannel",
        summary: "Add a channel",
        access: "admin",
        body: "NewAlertChannel",
        answers: { 201: answerOf("The channel.", "CreatedAlertChannel") },
        errors: { 409: ["too_many"], 422: ["private_address"] },
      },
    },
    "/api/v1/alert-channels/{id}": {
      patch: {
        operationId: "changeAlertChannel",
        summary: "Rename or pause a channel, or change what it is told",
        access: "admin",
        parameters: [ID],
        body: "AlertChannelChange",
        answers: { 200: answerOf("The channel.", "AlertChannel") },
        errors: { 404: ["not_found"] },
      },
      delete: {
        operationId: "deleteAlertChannel",
        summary: "Remove a channel",
        description: "What was still to be sent to it is not; the log stays.",
        access: "admin",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
    "/api/v1/alert-channels/{id}/test": {
      post: {
        operationId: "testAlertChannel",
        summary: "Send a test, once",
        access: "admin",
        parameters: [ID],
        answers: { 200: answerOf("How it went.", "AlertDelivery") },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
