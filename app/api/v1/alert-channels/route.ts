import { createChannel } from "@/lib/alerts/channels";
import { isPlainlyPrivate } from "@/lib/alerts/delivery/public-address";
import { findChannel, listChannels } from "@/lib/db/queries/alerts/find-channels";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { settings } from "@/lib/settings";
import { newChannel } from "./channel-schema";

/** Where the organisation's alerts are sent to; nothing in it is secret. */
export const GET = apiRoute("admin", async ({ principal }) =>
  json({ channels: await listChannels(principal.organizationId), canSendEmail: settings().smtp !== null }),
);

/** Makes a channel. This answer is the only place its signing secret is ever shown. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const channel = newChannel.parse(wellFormed(await readJson(request)));
  const { organizationId, actor } = principal;
  if (channel.target.kind !== "email") requirePublic(channel.target.url);
  const made = await createChannel(organizationId, channel, authorOf(actor));
  if (made === "too_many") throw new ApiError(409, "too_many", "The organisation has as many channels as it can have.");
  const { id, signingSecret } = made;
  return json({ channel: await findChannel(organizationId, id), signingSecret }, { status: 201 });
});

function requirePublic(url: string): void {
  if (settings().allowPrivateWebhooks || !isPlainlyPrivate(new URL(url))) return;
  const message = "The URL leads into Outlay's own network; who runs Outlay can allow that.";
  throw new ApiError(422, "private_address", message);
}
