import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Cost of an argon2id hash (the library's default kind), as OWASP's password storage cheat sheet has it: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let hashOfNobody: Promise<string> | undefined;

/** The argon2id hash of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

/**
 * Whether a password belongs to a hash. Without a hash (no such user, or one without a password) the answer is no, after
 * the same work: how long it takes must not tell which e-mail addresses are known.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(randomBytes(24).toString("base64"));
  const matches = await verify(passwordHash ?? (await hashOfNobody), normalised(password));
  return matches && passwordHash !== null;
}

/** The same characters can be typed as different code points on different keyboards. */
function normalised(password: string): string {
  return password.normalize("NFKC");
}
