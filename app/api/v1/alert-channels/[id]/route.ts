import { changeChannel, deleteChannel } from "@/lib/alerts/channels";
import { findChannel } from "@/lib/db/queries/alerts/find-channels";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { channelId, noSuchChannel } from "../channel-id";
import { channelChange } from "../channel-schema";

/** Renames a channel, pauses it, or changes what it is told. */
export const PATCH = apiRoute("admin", async ({ principal: { organizationId }, params, request }) => {
  const id = channelId(params);
  const change = channelChange.parse(wellFormed(await readJson(request)));
  if (!(await changeChannel(organizationId, id, change))) throw noSuchChannel();
  return json(await findChannel(organizationId, id));
});

/** Removes a channel. What was still to be sent to it is not; the log stays. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  if (!(await deleteChannel(principal.organizationId, channelId(params)))) throw noSuchChannel();
  return new Response(null, { status: 204 });
});
