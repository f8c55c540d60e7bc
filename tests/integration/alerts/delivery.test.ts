import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DELETE as removeChannel } from "@/app/api/v1/alert-channels/[id]/route";
import { POST as testChannel } from "@/app/api/v1/alert-channels/[id]/test/route";
import { POST as addChannel, GET as listChannels } from "@/app/api/v1/alert-channels/route";
import { GET as listDeliveries } from "@/app/api/v1/alert-deliveries/route";
import { GET as listAlerts } from "@/app/api/v1/alerts/route";
import { POST as createBudget } from "@/app/api/v1/budgets/route";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { claim, settle } from "@/lib/alerts/delivery/outbox";
import { PrivateAddress, post } from "@/lib/alerts/delivery/post";
import { MOST_ATTEMPTS } from "@/lib/alerts/delivery/retry";
import { Sender } from "@/lib/alerts/delivery/sender";
import { evaluateOrganization } from "@/lib/alerts/evaluate-organization";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { apiRequest, createOrganization } from "../../support/factories";
import { type MailServer, startMailServer } from "../../support/mail-server";
import { call, sending } from "../../support/people";
import { startReceiver, type WebhookReceiver } from "../../support/webhook-receiver";

let mail: MailServer;
let receiver: WebhookReceiver;
let organizationId = 0;
let key = "";

beforeAll(async () => {
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver()]);
  // Read at the first use of settings.
  Object.assign(process.env, {
    ...{ OUTLAY_SMTP_URL: mail.url, OUTLAY_SMTP_FROM: "Outlay <outlay@example.com>" },
    OUTLAY_ALLOW_PRIVATE_WEBHOOKS: "true",
  });
});
afterAll(async () => {
  await Promise.all([mail.close(), receiver.close()]);
});
beforeEach(async () => {
  await pool().query("DELETE FROM alert_deliveries");
  ({ organizationId, key } = await createOrganization());
  mail.mails.length = 0;
  mail.refusal = null;
  receiver.received.length = 0;
  receiver.answer = (_, response) => response.end("ok");
});

async function add(body: object): Promise<{ id: string; signingSecret: string }> {
  const made = await call(addChannel, apiRequest("/api/v1/alert-channels", key, sending("POST", body)));
  expect(made.status).toBe(201);
  return { id: made.body.channel.id, signingSecret: made.body.signingSecret };
}
const webhook = (url = receiver.url) => add({ kind: "webhook", name: "Hook", url });
const email = (to = ["ops@example.com"]) => add({ kind: "email", name: "Ops", to });

/** A budget of $10 with $12 spent: its thresholds fire. */
async function fireBudget(name = "Checkout") {
  const body = { name, period: "month", amount: "10", thresholds: [50, 100] };
  await call(createBudget, apiRequest("/api/v1/budgets", key, sending("POST", body)));
  const usage = { timestamp: new Date().toISOString(), provider: "openai", model: "gpt-4.1" };
  const line = JSON.stringify({ ...usage, tokens: { input: 6_000_000, output: 0 } });
  await call(sendUsage, apiRequest("/api/v1/usage", key, { method: "POST", body: line }));
  return evaluateOrganization(organizationId, new Date());
}

const sendAll = () => new Sender().wake();

/** Makes what waits for another attempt due now. */
const hurry = () => pool().query("UPDATE alert_deliveries SET next_attempt_at = now() WHERE status = 'pending'");
const log = async () => (await call(listDeliveries, apiRequest("/api/v1/alert-deliveries", key))).body.deliveries;
const tryOut = (id: string) =>
  call(testChannel, apiRequest(`/api/v1/alert-channels/${id}/test`, key, { method: "POST" }), { id });

test("alerts are kept for 13 months, their deliveries for 90 days", async () => {
  await webhook();
  await fireBudget();
  await sendAll();
  const kept = async () => [await prisma.alert.count({ where: { organizationId } }), (await log()).length];
  const age = async (interval: string) => {
    await pool().query("UPDATE alerts SET fired_at = now() - $1::interval", [interval]);
    await pool().query("UPDATE alert_deliveries SET next_attempt_at = now() - $1::interval", [interval]);
    await sendAll();
  };
  await age("89 days");
  expect(await kept()).toEqual([2, 1]);
  await age("91 days");
  expect(await kept()).toEqual([2, 0]);
  await age("12 months 27 days");
  expect(await kept()).toEqual([2, 0]);
  await age("13 months 1 day");
  expect(await kept()).toEqual([0, 0]);
});

describe("an alert", () => {
  test("goes to every channel, once, and the log has it", async () => {
    const { signingSecret } = await webhook();
    await add({ kind: "slack", name: "Slack", url: `http://127.0.0.1:${receiver.port}/services/T0/B0/topsecret` });
    await email(["ops@example.com", "boss@example.com"]);
    expect(await fireBudget()).toBe(2);
    expect(await evaluateOrganization(organizationId, new Date())).toBe(0);
    await sendAll();

    const hook = receiver.received.find(({ path }) => path === "/hook");
    expect(JSON.parse(hook?.body ?? "{}")).toMatchObject({
      ...{ event: "budget.threshold", title: "Budget “Checkout” has reached 100%", threshold: 100 },
      ...{ spent: "12", amount: "10", share: 1.2, budget: { name: "Checkout", period: "month", scope: null } },
    });
    const { "outlay-timestamp": time, "outlay-signature": signature } = hook?.headers ?? {};
    const expected = createHmac("sha256", signingSecret).update(`${time}.${hook?.body}`).digest("hex");
    expect(signature).toBe(`sha256=${expected}`);
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);

    const slack = receiver.received.find(({ path }) => path === "/services/T0/B0/topsecret");
    expect(JSON.parse(slack?.body ?? "{}").text).toContain("*Budget “Checkout” has reached 100%*");
    expect(receiver.received).toHaveLength(2);

    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toMatchObject({ from: "outlay@example.com", to: ["ops@example.com", "boss@example.com"] });
    expect(mail.mails[0]?.raw).toContain("$12.00 of $10.00 (120.0%)");

    const deliveries = await log();
    expect(deliveries).toHaveLength(3);
    for (const one of deliveries) expect(one).toMatchObject({ status: "delivered", attempts: 1, error: null });
    expect(JSON.stringify(deliveries)).not.toMatch(/topsecret|whsec/);
    const { body } = await call(listAlerts, apiRequest("/api/v1/alerts", key));
    expect(body.alerts.map((one: { threshold: number }) => one.threshold).sort()).toEqual([100, 50]);
  });

  test("is sent by one of several servers", async () => {
    await webhook();
    await fireBudget();
    const senders = Array.from({ length: 4 }, () => new Sender(20));
    for (const sender of senders) sender.start();
    await expect.poll(async () => (await log())[0]?.status).toBe("delivered");
    await Promise.all(senders.map((sender) => sender.stop()));
    expect(receiver.received).toHaveLength(1);
  });

  test("stays away from channels that are paused or not told of its kind", async () => {
    const { id } = await webhook();
    await prisma.alertChannel.updateMany({ where: { id }, data: { enabled: false } });
    await add({ kind: "webhook", name: "Anomalies", url: receiver.url, tells: ["anomaly"] });
    await fireBudget();
    expect(await log()).toEqual([]);
  });

  test("cannot smuggle a header into an e-mail", async () => {
    await email();
    await prisma.organization.update({ where: { id: organizationId }, data: { name: "A\r\nBcc: evil@example.com" } });
    await fireBudget();
    await prisma.alertDelivery.updateMany({
      data: { message: { ...(await messageOfDelivery()), title: "Hi\r\nX-Evil: yes\r\n\r\nbody" } },
    });
    await sendAll();
    const [head = ""] = mail.mails[0]?.raw.split("\r\n\r\n") ?? [];
    expect(mail.mails[0]?.to).toEqual(["ops@example.com"]);
    expect(head).not.toMatch(/^(X-Evil|Bcc):/im);
  });
});

const messageOfDelivery = async () => (await prisma.alertDelivery.findFirstOrThrow()).message as object;

describe("what fails", () => {
  test("is tried again later, also by another server, until it succeeds", async () => {
    await webhook();
    await fireBudget();
    receiver.answer = (_, response) => response.writeHead(503).end();
    await sendAll();
    const [waiting] = await log();
    expect(waiting).toMatchObject({
      status: "pending",
      attempts: 1,
      responseCode: 503,
      error: "The receiver answered 503.",
    });
    expect(Date.parse(waiting.nextAttemptAt)).toBeGreaterThan(Date.now() + 5_000);
    // Not before its time.
    await sendAll();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = (_, response) => response.end();
    await hurry();
    await sendAll();
    expect((await log())[0]).toMatchObject({ status: "delivered", attempts: 2, responseCode: 200, error: null });
    const ids = receiver.received.map(({ headers }) => headers["outlay-delivery"]);
    expect(new Set(ids).size).toBe(1);
  });

  test("is given up after so many attempts", async () => {
    await webhook();
    await fireBudget();
    receiver.answer = (_, response) => response.writeHead(500).end();
    for (let times = 0; times < MOST_ATTEMPTS + 2; times += 1) {
      await hurry();
      await sendAll();
    }
    expect((await log())[0]).toMatchObject({ status: "failed", attempts: MOST_ATTEMPTS, nextAttemptAt: null });
    expect(receiver.received).toHaveLength(MOST_ATTEMPTS);
  });

  test("with the server that tried it is tried by another one, and its late word does not count", async () => {
    await webhook();
    await fireBudget();
    const [lost] = await claim(10);
    if (!lost) throw new Error("Nothing was claimed.");
    expect(await claim(10)).toEqual([]);
    await hurry();
    await sendAll();
    await settle(lost, { ok: false, responseCode: null, error: "late" });
    expect((await log())[0]).toMatchObject({ status: "delivered", attempts: 2, error: null });
  });

  test("is given back by a server that is stopped, at once, and sent by the next", async () => {
    await webhook();
    await fireBudget();
    receiver.answer = () => undefined;
    const stopped = new Sender(20);
    stopped.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    const began = performance.now();
    await stopped.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await log())[0]).toMatchObject({ status: "pending", attempts: 0 });
    receiver.answer = (_, response) => response.end();
    await sendAll();
    expect((await log())[0]).toMatchObject({ status: "delivered", attempts: 1 });
  });

  test("by e-mail says what the mail server said", async () => {
    const { id } = await email();
    mail.refusal = { code: 550, message: "No such mailbox" };
    expect((await tryOut(id)).body).toMatchObject({ status: "failed", responseCode: 550 });
    expect((await log())[0].error).toContain("No such mailbox");
  });

  test("is not tried again where the channel was removed", async () => {
    const { id } = await webhook();
    await fireBudget();
    await call(removeChannel, apiRequest(`/api/v1/alert-channels/${id}`, key, { method: "DELETE" }), { id });
    await sendAll();
    expect((await log())[0]).toMatchObject({ status: "failed", error: "The channel was removed." });
    expect(receiver.received).toEqual([]);
  });
});

describe("a test", () => {
  test("is sent at once, and in the log", async () => {
    const { id } = await webhook();
    expect((await tryOut(id)).body).toMatchObject({ alertId: null, status: "delivered", responseCode: 200 });
    expect(JSON.parse(receiver.received[0]?.body ?? "{}")).toMatchObject({ event: "test" });
    expect(await log()).toHaveLength(1);
  });

  test("is not tried again when it fails", async () => {
    const { id } = await webhook("http://127.0.0.1:1/");
    expect((await tryOut(id)).body).toMatchObject({ status: "failed", responseCode: null, nextAttemptAt: null });
    await sendAll();
    expect((await log())[0].attempts).toBe(1);
  });
});

describe("a channel", () => {
  test("keeps what opens it to itself, in the answer and in the database", async () => {
    await webhook(`http://127.0.0.1:${receiver.port}/hook?token=do-not-show-this`);
    const { body } = await call(listChannels, apiRequest("/api/v1/alert-channels", key));
    expect(body.channels[0].target).toBe(`http://127.0.0.1:${receiver.port}/…this`);
    const { rows } = await pool().query("SELECT * FROM alert_channels WHERE organization_id = $1", [organizationId]);
    expect(JSON.stringify([body, rows])).not.toMatch(/do-not-show|whsec/);
  });

  test.each([
    ["a name and password", "https://user:pass@example.com/"],
    ["another protocol", "ftp://example.com/"],
    ["a file", "file:///etc/passwd"],
    ["a line break", "https://example.com/\nX: y"],
  ])("has no URL with %s", async (_, url) => {
    const body = { kind: "webhook", name: "Hook", url };
    const { status } = await call(addChannel, apiRequest("/api/v1/alert-channels", key, sending("POST", body)));
    expect(status).toBe(400);
  });

  test("has no address that is a header", async () => {
    const body = { kind: "email", name: "Ops", to: ["a@example.com\r\nBcc: b@example.com"] };
    const { status } = await call(addChannel, apiRequest("/api/v1/alert-channels", key, sending("POST", body)));
    expect(status).toBe(400);
  });
});

describe("a request", () => {
  const posting = { body: "{}", headers: {}, allowPrivate: false };

  test("does not lead into the network, by address or by a name that resolves there", async () => {
    await expect(post(receiver.url, posting)).rejects.toThrow(PrivateAddress);
    await expect(post(`http://localhost:${receiver.port}/`, posting)).rejects.toThrow(PrivateAddress);
    await expect(post(`http://[::ffff:127.0.0.1]:${receiver.port}/`, posting)).rejects.toThrow(PrivateAddress);
    expect(receiver.received).toEqual([]);
  });

  test("follows no redirect", async () => {
    receiver.answer = ({ path }, response) => {
      if (path === "/hook") response.writeHead(302, { location: "/inner" });
      response.end();
    };
    expect(await post(receiver.url, { ...posting, allowPrivate: true })).toBe(302);
    expect(receiver.received.map(({ path }) => path)).toEqual(["/hook"]);
  });

  test("does not wait for an answer that does not come, nor read one that does not end", async () => {
    receiver.answer = () => undefined;
    await expect(post(receiver.url, { ...posting, allowPrivate: true, timeoutMs: 300 })).rejects.toThrow();
    receiver.answer = (_, response) => {
      const more = setInterval(() => response.write("x".repeat(64 * 1024)), 5);
      response.once("close", () => clearInterval(more));
    };
    expect(await post(receiver.url, { ...posting, allowPrivate: true, timeoutMs: 10_000 })).toBe(200);
  });
});
