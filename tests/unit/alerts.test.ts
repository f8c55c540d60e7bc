import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneLine } from "@/lib/alerts/delivery/email";
import { addressIn, isPlainlyPrivate, isPublicAddress } from "@/lib/alerts/delivery/public-address";
import { MOST_ATTEMPTS, waitAfter } from "@/lib/alerts/delivery/retry";
import { signatureHeaders } from "@/lib/alerts/delivery/signature";
import { slackBody } from "@/lib/alerts/delivery/slack-body";
import { alertsToSend, type FiredAlert } from "@/lib/alerts/outgoing";
import { SealBroken, seal, unseal } from "@/lib/alerts/secret-box";
import { parseSettings } from "@/lib/settings";

describe("addresses a webhook may lead to", () => {
  test.each([
    ...[
      "127.0.0.1",
      "127.8.8.8",
      "10.1.2.3",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "169.254.169.254",
      "0.0.0.0",
    ],
    ...["100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1"],
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "not an address", ""],
  ])("%s: none", (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(["1.1.1.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "8.8.8.8", "2606:4700::1111", "2a00:1450::1"])(
    "%s: the public internet",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test("are read from a URL however they are written", () => {
    for (const host of [
      "127.1",
      "0x7f000001",
      "2130706433",
      "0177.0.0.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "①②⑦.0.0.1",
    ]) {
      const url = new URL(`http://${host}/`);
      expect(addressIn(url), host).not.toBeNull();
      expect(isPlainlyPrivate(url), host).toBe(true);
    }
    expect(isPlainlyPrivate(new URL("http://localhost:5432/"))).toBe(true);
    expect(isPlainlyPrivate(new URL("http://db.internal/"))).toBe(true);
    expect(isPlainlyPrivate(new URL("https://hooks.slack.com/"))).toBe(false);
  });
});

test("waiting grows from one attempt to the next, to hours, and is never the same for all", () => {
  const longest = Array.from({ length: MOST_ATTEMPTS }, (_, index) => waitAfter(index + 1, 1) / 1000);
  expect(longest).toEqual([15, 60, 240, 960, 3840, 14_400, 14_400, 14_400]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MOST_ATTEMPTS }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, random) => {
        const wait = waitAfter(at, random);
        expect(wait).toBeGreaterThanOrEqual((longest[at - 1] ?? 0) * 500 - 1);
        expect(wait).toBeLessThanOrEqual((longest[at - 1] ?? 0) * 1000);
      },
    ),
  );
});

test("a signature is over the timestamp and the body", () => {
  const headers = signatureHeaders("secret", '{"a":1}', new Date("2026-11-25T12:00:00.900Z"));
  const expected = createHmac("sha256", "secret").update('1795608000.{"a":1}').digest("hex");
  expect(headers).toEqual({ "outlay-timestamp": "1795608000", "outlay-signature": `sha256=${expected}` });
});

describe("what is stored sealed", () => {
  process.env.NEXTAUTH_SECRET = "a secret for tests, long enough";

  test("opens for its organisation, and is another text each time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sealed = seal(7, text);
        expect(unseal(7, sealed)).toBe(text);
        expect(seal(7, text)).not.toBe(sealed);
        expect(text.length < 5 || !sealed.includes(text)).toBe(true);
      }),
    );
  });

  test("does not open for another one, under another secret, or changed", () => {
    const sealed = seal(7, "https://hooks.example.com/secret");
    expect(() => unseal(8, sealed)).toThrow(SealBroken);
    expect(() => unseal(7, `${sealed.slice(0, -2)}AA`)).toThrow(SealBroken);
    expect(() => unseal(7, "nonsense")).toThrow(SealBroken);
    const secret = process.env.NEXTAUTH_SECRET;
    process.env.NEXTAUTH_SECRET = "another secret, also long enough";
    expect(() => unseal(7, sealed)).toThrow(/another NEXTAUTH_SECRET/);
    process.env.NEXTAUTH_SECRET = secret;
  });
});

test("a title cannot begin another header line, nor text another link", () => {
  expect(oneLine("Budget\r\nBcc: x@example.com\u2028y")).toBe("Budget Bcc: x@example.com y");
  const message = { event: "test", title: "<!channel> & co", text: "<https://evil.example|x>", path: "/" } as const;
  const body = JSON.parse(
    slackBody({ ...message, organization: "", firedAt: "", facts: {} }, "https://outlay.example/"),
  );
  expect(body.text).toBe(
    "*&lt;!channel&gt; &amp; co*\n&lt;https://evil.example|x&gt;\n<https://outlay.example/|Open in Outlay>",
  );
});

test("of thresholds reached at once only the highest is sent", () => {
  const alert = (subject: string, threshold: number, day = "2026-11-01") =>
    ({ kind: "budget", subject, threshold, period: new Date(day) }) as FiredAlert;
  const fired = [alert("a", 50), alert("a", 100), alert("a", 80), alert("b", 50), alert("a", 50, "2026-10-01")];
  expect(alertsToSend(fired).map(({ subject, threshold }) => `${subject} ${threshold}`)).toEqual([
    "a 100",
    "b 50",
    "a 50",
  ]);
});

describe("settings", () => {
  const SMTP = { OUTLAY_SMTP_URL: "smtp://user:pass@mail.example.com:587", OUTLAY_SMTP_FROM: "Outlay <o@example.com>" };

  test("of e-mail go together", () => {
    expect(parseSettings({}).smtp).toBeNull();
    expect(parseSettings(SMTP).smtp).toEqual({ url: SMTP.OUTLAY_SMTP_URL, from: SMTP.OUTLAY_SMTP_FROM });
    expect(() => parseSettings({ ...SMTP, OUTLAY_SMTP_FROM: "" })).toThrow("Setting OUTLAY_SMTP_FROM is missing");
    expect(() => parseSettings({ ...SMTP, OUTLAY_SMTP_URL: "" })).toThrow("Setting OUTLAY_SMTP_URL is missing");
  });

  test.each([
    ["OUTLAY_SMTP_URL", "https://mail.example.com"],
    ["OUTLAY_SMTP_FROM", "nobody"],
    ["OUTLAY_SMTP_FROM", "A\nBcc: x <o@example.com>"],
    ["OUTLAY_ALLOW_PRIVATE_WEBHOOKS", "yes"],
  ])("%s=%s is refused", (name, value) => {
    expect(() => parseSettings({ ...SMTP, [name]: value })).toThrow(`Setting ${name} must`);
  });

  test("keep webhooks out of the network unless they are let in", () => {
    expect(parseSettings({}).allowPrivateWebhooks).toBe(false);
    expect(parseSettings({ OUTLAY_ALLOW_PRIVATE_WEBHOOKS: "true" }).allowPrivateWebhooks).toBe(true);
  });
});
