import { callApi } from "@/components/api/call-api";

/** Makes another of the person's organisations the one that is looked at; the page has to be asked for anew. */
export async function switchOrganization(organizationId: number): Promise<void> {
  await callApi("POST", "/api/v1/organizations/switch", { organizationId });
}
