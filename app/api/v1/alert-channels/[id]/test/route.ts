import { sendTest } from "@/lib/alerts/send-test";
import { channelOf } from "@/lib/db/queries/alerts/find-channels";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { channelId, noSuchChannel } from "../../channel-id";

/** Sends a test to a channel, once, and answers how it went. */
export const POST = apiRoute("admin", async ({ principal, params }) => {
  const channel = await channelOf(principal.organizationId, channelId(params));
  if (!channel) throw noSuchChannel();
  return json(await sendTest(channel));
});
