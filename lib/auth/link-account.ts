import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { emailAddress } from "./credentials";

/** An account at a sign-in provider. The e-mail address is one the provider vouches for, or missing. */
export interface ProviderAccount {
  provider: string;
  providerAccountId: string;
  type: string;
  email: string | null | undefined;
  name: string | null | undefined;
  image: string | null | undefined;
}

/** What became of a sign-in through a provider; the reasons are codes of lib/auth/sign-in-message. */
export type LinkOutcome =
  | { kind: "signedIn"; userId: string }
  | { kind: "refused"; reason: "EmailNotVerified" | "OAuthAccountNotLinked" };

/**
 * The user behind a provider's account: the one it is linked to, else the one with its e-mail address, else a new one,
 * without any organisation.
 *
 * An address somebody merely typed proves nothing: were a provider's account linked to it, whoever took the address
 * first, with a password they know, would share the account of its real owner. So such a user has to be signed in
 * (`signedInUserId`) to link a provider.
 */
export async function linkAccount(account: ProviderAccount, signedInUserId: string | null): Promise<LinkOutcome> {
  try {
    return await findOrLink(account, signedInUserId);
  } catch (error) {
    // The same person signed in twice at once: the other one made the user or the link.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      return findOrLink(account, signedInUserId);
    throw error;
  }
}

async function findOrLink(account: ProviderAccount, signedInUserId: string | null): Promise<LinkOutcome> {
  const { provider, providerAccountId, type, name, image } = account;
  const linked = await prisma.account.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
  });
  if (linked) return { kind: "signedIn", userId: linked.userId };
  const email = emailAddress.safeParse(account.email ?? "");
  if (!email.success) return { kind: "refused", reason: "EmailNotVerified" };
  const link = { accounts: { create: { provider, providerAccountId, type } }, emailVerified: new Date() };
  const user = await prisma.user.findUnique({ where: { email: email.data } });
  if (!user) {
    const { id } = await prisma.user.create({ data: { ...link, email: email.data, name, image } });
    return { kind: "signedIn", userId: id };
  }
  if (!user.emailVerified && user.id !== signedInUserId) return { kind: "refused", reason: "OAuthAccountNotLinked" };
  await prisma.user.update({
    where: { id: user.id },
    data: { ...link, name: user.name ?? name, image: user.image ?? image },
  });
  return { kind: "signedIn", userId: user.id };
}
