import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { POST as postPassword } from "@/app/api/v1/profile/password/route";
import { GET as getProfile } from "@/app/api/v1/profile/route";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { askNextAuth, type CookieJar, cookieHeader, signIn } from "../../support/next-auth";
import { call, cookieOf, createPerson, pageRequest, sending } from "../../support/people";

const PASSWORD = "correct horse battery";
const passwordHash = await hashPassword(PASSWORD);
const address = () => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;

const isSignedIn = async (jar: CookieJar) =>
  (await call(getProfile, pageRequest("/", { cookie: cookieHeader(jar) }))).status === 200;

describe("with a password", () => {
  test("the right one starts a session whose token names the user and nothing else", async () => {
    const { email } = await createPerson({ passwordHash });
    const jar: CookieJar = new Map();
    const answer = await signIn(jar, ` ${email.toUpperCase()} `, PASSWORD);
    expect(answer).toMatchObject({ status: 200, error: null });
    expect(await isSignedIn(jar)).toBe(true);
    const session = await askNextAuth(jar, "GET", "/api/auth/session");
    expect(session.body).toEqual({ expires: expect.any(String) });
    expect(await isSignedIn(jar)).toBe(true);
  });

  test("a wrong one, an unknown address and a user without a password are told apart by nothing", async () => {
    const known = await createPerson({ passwordHash });
    const without = await createPerson();
    for (const [email, password] of [
      [known.email, "wrong"],
      ["nobody@example.com", PASSWORD],
      [without.email, ""],
      [without.email, PASSWORD],
      ["no address", PASSWORD],
      [known.email, "x".repeat(300)],
    ] as const) {
      const jar: CookieJar = new Map();
      expect(await signIn(jar, email, password)).toMatchObject({ status: 401, error: "CredentialsSignin" });
      expect(await isSignedIn(jar)).toBe(false);
    }
  });

  test("without the token of our own form nothing happens", async () => {
    const { email } = await createPerson({ passwordHash });
    const jar: CookieJar = new Map();
    const fields = { csrfToken: "guessed", email, password: PASSWORD };
    await askNextAuth(jar, "POST", "/api/auth/callback/credentials", fields);
    expect(await isSignedIn(jar)).toBe(false);
  });

  test("the password matches however its letters are composed", async () => {
    expect(await verifyPassword(await hashPassword("caf\u00e9 au lait"), "cafe\u0301 au lait")).toBe(true);
    expect(await verifyPassword(passwordHash, `${PASSWORD} `)).toBe(false);
    expect(await verifyPassword(null, PASSWORD)).toBe(false);
  });

  test("signing out ends the session in this browser", async () => {
    const { email } = await createPerson({ passwordHash });
    const jar: CookieJar = new Map();
    await signIn(jar, email, PASSWORD);
    const { body } = await askNextAuth(jar, "GET", "/api/auth/csrf");
    await askNextAuth(jar, "POST", "/api/auth/signout", { csrfToken: body.csrfToken ?? "" });
    expect(await isSignedIn(jar)).toBe(false);
  });
});

describe("guessing", () => {
  const attempt = (email: string, password: string, from: string | null) =>
    signInWithPassword({ email, password }, from);

  test("an address is blocked after eight failures, for the right password too, and free again later", async () => {
    const { id, email } = await createPerson({ passwordHash });
    for (let n = 0; n < 8; n++) expect(await attempt(email, "wrong", address())).toBeNull();
    const jar: CookieJar = new Map();
    expect((await signIn(jar, email, PASSWORD, { "x-forwarded-for": address() })).error).toBe("TooManyAttempts:5");
    await expect(attempt(email, PASSWORD, address())).rejects.toMatchObject({
      ...{ status: 429, code: "too_many_attempts", message: "Too many attempts to sign in. Try again in 5 min." },
      headers: { "Retry-After": "300" },
    });
    await prisma.signInAttempt.updateMany({
      where: { blockedUntil: { not: null } },
      data: { blockedUntil: new Date() },
    });
    expect(await attempt(email, PASSWORD, address())).toEqual({ id });
  });

  test("attempts at the same time do not slip through", async () => {
    const { email } = await createPerson({ passwordHash });
    const attempts = Array.from({ length: 30 }, () => attempt(email, "wrong", null).catch((error) => error.code));
    const results = await Promise.all(attempts);
    expect(results.filter((result) => result === null)).toHaveLength(8);
    expect(results.filter((result) => result === "too_many_attempts")).toHaveLength(22);
  });

  test("the right password clears the count", async () => {
    const { id, email } = await createPerson({ passwordHash });
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 7; n++) expect(await attempt(email, "wrong", null)).toBeNull();
      expect(await attempt(email, PASSWORD, null)).toEqual({ id });
    }
  });

  test("failures are forgotten when their window is over", async () => {
    const { id, email } = await createPerson({ passwordHash });
    for (let n = 0; n < 8; n++) await attempt(email, "wrong", null);
    const before = new Date(Date.now() - 16 * 60_000);
    await prisma.signInAttempt.updateMany({ where: { blockedUntil: null }, data: { windowStart: before } });
    expect(await attempt(email, PASSWORD, null)).toEqual({ id });
  });

  test("one network is blocked after sixty failures at many addresses, others are not", async () => {
    const { id, email } = await createPerson({ passwordHash });
    const guess = (n: number, from: string) => attempt(`nobody${n}@example.com`, "wrong", from);
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    for (let n = 0; n < 60; n += 10) await Promise.all(numbers.slice(n, n + 10).map((one) => guess(one, "192.0.2.7")));
    await expect(attempt(email, PASSWORD, "192.0.2.7")).rejects.toMatchObject({ status: 429 });
    expect(await attempt(email, PASSWORD, "192.0.2.8")).toEqual({ id });
  });

  test("who signs in often does not use up their network's failures", async () => {
    const { id, email } = await createPerson({ passwordHash });
    for (let n = 0; n < 65; n += 5) {
      const many = Array.from({ length: 5 }, () => attempt(email, PASSWORD, "192.0.2.9"));
      for (const result of await Promise.all(many)) expect(result).toEqual({ id });
    }
    expect(await attempt(email, PASSWORD, "192.0.2.9")).toEqual({ id });
  });
});

describe("a change of password", () => {
  const change = (cookie: string, body: unknown) =>
    call(postPassword, pageRequest("/api/v1/profile/password", { cookie }, sending("POST", body)));
  const status = async (cookie: string) => (await call(getProfile, pageRequest("/", { cookie }))).status;

  test("ends the other sessions; this one goes on with a new cookie", async () => {
    const { id, email, cookie } = await createPerson({ passwordHash });
    const elsewhere: CookieJar = new Map();
    await signIn(elsewhere, email, PASSWORD);
    const answer = await change(cookie, { current: PASSWORD, new: "an even better one" });
    expect(answer).toMatchObject({ status: 200, body: { changed: true } });
    expect(answer.cookies[0]).toMatch(/^next-auth\.session-token=[^;]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    expect(await status(cookieOf(answer.cookies[0] ?? ""))).toBe(200);
    expect(await status(cookie)).toBe(401);
    expect(await isSignedIn(elsewhere)).toBe(false);
    await askNextAuth(elsewhere, "GET", "/api/auth/session");
    expect([...elsewhere.keys()]).not.toContain("next-auth.session-token");
    expect(await signInWithPassword({ email, password: PASSWORD }, null)).toBeNull();
    expect(await signInWithPassword({ email, password: "an even better one" }, null)).toEqual({ id });
  });

  test("counts only while the password is the one that was checked", async () => {
    const { id, cookie } = await createPerson({ passwordHash });
    const other = await pool().connect();
    try {
      await other.query("BEGIN");
      await other.query("UPDATE users SET password_hash = 'changed' WHERE id = $1", [id]);
      const answer = change(cookie, { current: PASSWORD, new: "an even better one" });
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await pool().query(waiting)).rowCount).toBeGreaterThan(0);
      await other.query("COMMIT");
      expect(await answer).toMatchObject({ status: 409, body: { error: { code: "changed_meanwhile" } } });
    } finally {
      other.release();
    }
  });

  test("takes the current one, and only so many guesses at it", async () => {
    const { cookie } = await createPerson({ passwordHash });
    expect((await change(cookie, { current: null, new: "an even better one" })).status).toBe(403);
    for (let n = 1; n < 8; n++) {
      const answer = await change(cookie, { current: "wrong", new: "an even better one" });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: "wrong_password" } } });
    }
    expect((await change(cookie, { current: PASSWORD, new: "an even better one" })).status).toBe(429);
    expect(await status(cookie)).toBe(200);
  });

  test("gives a first password to who has none", async () => {
    const { id, email, cookie } = await createPerson();
    expect((await call(getProfile, pageRequest("/", { cookie }))).body.hasPassword).toBe(false);
    const answer = await change(cookie, { current: null, new: "the very first one" });
    expect(answer.status).toBe(200);
    expect(await signInWithPassword({ email, password: "the very first one" }, null)).toEqual({ id });
    const now = await call(getProfile, pageRequest("/", { cookie: cookieOf(answer.cookies[0] ?? "") }));
    expect(now.body).toEqual({ id, email, name: "Someone", hasPassword: true, providers: [] });
  });

  test("refuses a short one", async () => {
    const { cookie } = await createPerson({ passwordHash });
    expect((await change(cookie, { current: PASSWORD, new: "short" })).status).toBe(400);
  });
});

test("a session ends with its user, and is good for nothing under another secret", async () => {
  const person = await createPerson();
  const profile = () => call(getProfile, pageRequest("/", person));
  expect((await profile()).status).toBe(200);
  const secret = process.env.NEXTAUTH_SECRET;
  process.env.NEXTAUTH_SECRET = "another secret, long enough too";
  expect((await profile()).status).toBe(401);
  process.env.NEXTAUTH_SECRET = secret;
  expect((await profile()).status).toBe(200);
  await prisma.user.delete({ where: { id: person.id } });
  expect((await profile()).status).toBe(401);
});
