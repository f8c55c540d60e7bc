import "server-only";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import type { Reader } from "@/lib/db/queries/scenarios/scenario-to-json";

/** The signed-in member as scenarios are shown to them. */
export async function scenarioReader(): Promise<Reader> {
  const { organization, role, user } = await requireMember();
  return {
    ...{ organizationId: organization.id, timeZone: organization.timeZone, scopes: scopesOfRole(role) },
    actor: { kind: "person", userId: user.id, name: user.name ?? user.email },
  };
}
