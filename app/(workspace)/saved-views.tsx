import { ViewsMenu } from "@/components/views/views-menu";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { listViews } from "@/lib/db/queries/views/list-views";
import type { ViewPage } from "@/lib/spend/saved-view";

/** The saved views that the reader of a page sees, and a way to save what the page shows. */
export async function SavedViews({ page, params }: { page: ViewPage; params: URLSearchParams }) {
  const { user, organization, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const views = await listViews(organization.id, { userId: user.id, isAdmin });
  return <ViewsMenu page={page} params={params.toString()} views={views} canShare={role !== "viewer"} />;
}
