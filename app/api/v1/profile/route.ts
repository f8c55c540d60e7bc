import { z } from "zod";
import { displayName } from "@/lib/auth/credentials";
import { getProfile, renameUser } from "@/lib/auth/profile";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { sessionRoute } from "@/lib/http/session-route";

const change = z.strictObject({ name: displayName });

/** The signed-in person. */
export const GET = sessionRoute(async ({ user }) => json(await getProfile(user.id)));

/** Gives them another name. */
export const PATCH = sessionRoute(async ({ user, request }) => {
  await renameUser(user.id, change.parse(await readJson(request)).name);
  return json(await getProfile(user.id));
});
