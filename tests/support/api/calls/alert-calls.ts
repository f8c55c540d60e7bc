import { createChannel } from "@/lib/alerts/channels";
import { prisma } from "@/lib/db/prisma";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MOST = 20;
const MISSING = () => ({ params: { id: NOBODY } });
const AUTHOR = { userId: null, apiKeyId: null };

async function storedAlert({ organizationId, mark }: Home) {
  const subject = { kind: "budget" as const, subject: NOBODY, period: new Date("2026-11-01"), threshold: 80 };
  const { id } = await prisma.alert.create({
    data: { organizationId, ...subject, title: mark, text: mark, facts: {} },
  });
  await prisma.alert.create({
    data: {
      ...{ organizationId, ...subject, kind: "anomaly", subject: "", threshold: 0 },
      title: mark,
      text: mark,
      facts: {},
    },
  });
  return id;
}

async function storedChannel({ organizationId, mark, owner }: Home) {
  const target = { kind: "email", to: [`alerts@${mark}.example`] } as const;
  const author = { userId: owner.id, apiKeyId: null };
  const made = await createChannel(organizationId, { name: mark, target, tells: ["budget"] }, author);
  if (made === "too_many") throw new Error("There are too many channels.");
  return { params: { id: made.id } };
}

async function storedDeliveries(home: Home) {
  const { organizationId, mark } = home;
  const channel = { channelId: NOBODY, channelName: mark, channelKind: "webhook" as const };
  const data = { organizationId, ...channel, message: { title: mark } };
  const alertId = await storedAlert(home);
  await prisma.alertDelivery.createMany({
    data: [
      {
        ...data,
        alertId,
        attempts: 1,
        lastAttemptAt: new Date(),
        responseCode: 500,
        error: "The receiver answered 500.",
      },
      {
        ...data,
        status: "delivered",
        attempts: 1,
        deliveredAt: new Date(),
        lastAttemptAt: new Date(),
        responseCode: 200,
      },
    ],
  });
}

/** Alerts and where they are sent to. */
export const alertCalls: CallsByOperation = {
  "GET /api/v1/alerts": {
    succeeds: async (home) => {
      await storedAlert(home);
      return {};
    },
    alsoSucceeds: {
      "of one budget, with more behind them": async (home) => {
        await storedAlert(home);
        return { query: `limit=1&budget=${NOBODY}` };
      },
    },
    fails: { "400 invalid_request": () => ({ query: "budget=all" }) },
  },
  "GET /api/v1/alert-deliveries": {
    succeeds: async (home) => {
      await storedDeliveries(home);
      return {};
    },
    alsoSucceeds: {
      "a page with more behind it": async (home) => {
        await storedDeliveries(home);
        return { query: "limit=1" };
      },
    },
    fails: { "400 invalid_request": () => ({ query: "limit=0" }) },
  },
  "GET /api/v1/alert-channels": {
    succeeds: async (home) => {
      await storedChannel(home);
      return {};
    },
  },
  "POST /api/v1/alert-channels": {
    succeeds: ({ mark }) => ({
      body: {
        kind: "webhook",
        name: mark,
        url: "https://hooks.example.com/outlay?token=0123456789",
        tells: ["budget"],
      },
    }),
    alsoSucceeds: {
      "by e-mail": ({ mark }) => ({ body: { kind: "email", name: mark, to: [`alerts@${mark}.example`] } }),
      "to Slack": ({ mark }) => ({
        body: { kind: "slack", name: mark, url: "https://hooks.slack.com/services/T0/B0/x" },
      }),
    },
    fails: {
      "409 too_many": async ({ organizationId }) => {
        const channel = { name: "One", target: { kind: "email", to: ["a@b.example"] }, tells: [] } as const;
        for (let times = 0; times < MOST; times += 1)
          await createChannel(organizationId, { ...channel, tells: [] }, AUTHOR);
        return { body: { kind: "email", name: "One more", to: ["a@b.example"] } };
      },
      "422 private_address": () => ({ body: { kind: "webhook", name: "Inside", url: "http://127.0.0.1:5432/" } }),
    },
  },
  "PATCH /api/v1/alert-channels/{id}": {
    succeeds: async (home) => ({
      ...(await storedChannel(home)),
      body: { name: home.mark, enabled: false, tells: ["anomaly"] },
    }),
    fails: { "404 not_found": () => ({ ...MISSING(), body: { enabled: true } }) },
  },
  "DELETE /api/v1/alert-channels/{id}": { succeeds: storedChannel, fails: { "404 not_found": MISSING } },
  "POST /api/v1/alert-channels/{id}/test": { succeeds: storedChannel, fails: { "404 not_found": MISSING } },
};
