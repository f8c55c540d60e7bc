import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const VERSION = "1";

/** What is stored cannot be read: it was written under another NEXTAUTH_SECRET, or for another organisation. */
export class SealBroken extends Error {}

/** Encrypts a text for the database; only the same organisation's text opens again. */
export function seal(organizationId: number, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key(), nonce).setAAD(owner(organizationId));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
}

/** @throws SealBroken when it was not sealed for the organisation under the secret of today. */
export function unseal(organizationId: number, stored: string): string {
  const [version, ...parts] = stored.split(".");
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, "base64url"));
  try {
    if (version !== VERSION || !nonce || !tag || !sealed) throw new Error("not of this form");
    const decipher = createDecipheriv(CIPHER, key(), nonce, { authTagLength: 16 }).setAAD(owner(organizationId));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
  } catch {
    throw new SealBroken("It was stored under another NEXTAUTH_SECRET: remove the channel and add it again.");
  }
}

/** A key of its own, so that what signs sessions encrypts nothing. */
function key(): Buffer {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("NEXTAUTH_SECRET is not set: start Outlay with npm start or npm run dev.");
  return Buffer.from(hkdfSync("sha256", secret, "", "outlay alert channels", 32));
}

function owner(organizationId: number): Buffer {
  return Buffer.from(`organization ${organizationId}`);
}
