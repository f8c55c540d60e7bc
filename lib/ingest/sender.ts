import type { IngestActor } from "./upload";

/** Who sends usage, as one text: an API key, a person or a command. */
export function senderOf(actor: IngestActor): string {
  switch (actor.kind) {
    case "apiKey":
      return `key ${actor.id}`;
    case "person":
      return `person ${actor.userId}`;
    case "command":
      return `command ${actor.name}`;
  }
}
