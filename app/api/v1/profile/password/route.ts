import { z } from "zod";
import { enteredPassword, newPassword } from "@/lib/auth/credentials";
import { changePassword } from "@/lib/auth/profile";
import { sessionCookie } from "@/lib/auth/session-token";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { networkOf } from "@/lib/http/network-address";
import { sessionRoute } from "@/lib/http/session-route";

const change = z.strictObject({
  /** Null from somebody who has no password yet. */
  current: enteredPassword.nullable(),
  new: newPassword,
});

/** Changes the password. All other sessions of the person end; this one goes on with a new cookie. */
export const POST = sessionRoute(async ({ user, request }) => {
  const passwords = change.parse(await readJson(request));
  await changePassword(user.id, passwords, networkOf(request.headers.get("x-forwarded-for")));
  return json({ changed: true }, { headers: [await sessionCookie(user.id)] });
});
