import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";

/** What a browser holds between requests: cookies by name. */
export type CookieJar = Map<string, string>;

/** What next-auth answered. */
export interface AuthAnswer {
  status: number;
  /** Body of a JSON answer. */
  body: { url?: string; csrfToken?: string; expires?: string };
  /** `error` of the page it sends to, decoded. */
  error: string | null;
  redirect: string | null;
}

/** Asks next-auth, with our options, as a browser does; the jar takes its cookies. */
export async function askNextAuth(
  jar: CookieJar,
  method: "GET" | "POST",
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<AuthAnswer> {
  const url = new URL(path, "http://localhost:3000");
  const sent = { host: url.host, cookie: cookieHeader(jar), ...headers };
  const answer: { status: number; headers: Map<string, string>; body: AuthAnswer["body"] } = {
    status: 200,
    headers: new Map(),
    body: {},
  };
  const request = {
    method,
    headers: sent,
    cookies: Object.fromEntries(jar),
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.replace("/api/auth/", "").split("/") },
    body: method === "POST" ? { ...fields, json: "true" } : undefined,
  };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: () => undefined,
    setHeader(name: string, value: string | string[]) {
      if (name.toLowerCase() === "set-cookie") for (const one of [value].flat()) keep(jar, one);
      else answer.headers.set(name.toLowerCase(), String(value));
    },
    end: () => undefined,
    json(body: AuthAnswer["body"]) {
      answer.body = body;
    },
    send(body: AuthAnswer["body"]) {
      answer.body = body;
    },
  };
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    authOptions(new Headers(sent)),
  );
  const redirect = answer.headers.get("location") ?? answer.body?.url ?? null;
  const error = redirect === null ? null : new URL(redirect, url).searchParams.get("error");
  return { status: answer.status, body: answer.body, error, redirect };
}

/** Signs in with a password, as the sign-in page does. */
export async function signIn(
  jar: CookieJar,
  email: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<AuthAnswer> {
  const { body } = await askNextAuth(jar, "GET", "/api/auth/csrf");
  const fields = { csrfToken: body.csrfToken ?? "", email, password };
  return askNextAuth(jar, "POST", "/api/auth/callback/credentials", fields, headers);
}

/** The `Cookie` header of a jar. */
export function cookieHeader(jar: CookieJar): string {
  return [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
}

function keep(jar: CookieJar, header: string): void {
  const [pair = "", ...attributes] = header.split("; ");
  const [name = "", value = ""] = pair.split("=");
  if (value === "" || attributes.some((one) => /^max-age=0$/i.test(one))) jar.delete(name);
  else jar.set(name, decodeURIComponent(value));
}
