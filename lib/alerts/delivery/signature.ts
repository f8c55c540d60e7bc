import "server-only";
import { createHmac, randomBytes } from "node:crypto";

/** A new secret to sign with. */
export function newSigningSecret(): string {
  return `outlay_whsec_${randomBytes(32).toString("base64url")}`;
}

/**
 * The headers by which a receiver knows who sent a body and when: `Outlay-Signature` is `sha256=` and the HMAC-SHA256, in
 * hexadecimal, of the timestamp (seconds since 1970), a dot and the body, by the secret.
 */
export function signatureHeaders(secret: string, body: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "outlay-timestamp": timestamp, "outlay-signature": `sha256=${signature}` };
}
