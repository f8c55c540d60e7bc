import "server-only";
import { prisma } from "@/lib/db/prisma";

/** Names of users, or their e-mail addresses where they gave no name, by id. Users who are gone have none. */
export async function namesOfUsers(ids: readonly (string | null)[]): Promise<Map<string | null, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const users = await prisma.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, email: true },
  });
  return new Map(users.map((user) => [user.id, user.name ?? user.email]));
}
