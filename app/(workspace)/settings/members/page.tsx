import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { listInvitations } from "@/lib/auth/invitations";
import { listMembers } from "@/lib/auth/members";
import { ROLES, type Role, scopesOfRole } from "@/lib/auth/roles";
import { formatDate } from "@/lib/spend/format-time";
import { AdminsOnly } from "../admins-only";
import { InviteButton } from "./invite-button";
import { RemoveMember } from "./remove-member";
import { RoleSelect } from "./role-select";
import { WithdrawInvitation } from "./withdraw-invitation";

export const metadata: Metadata = { title: "Members" };

const MEANINGS: Readonly<Record<Role, string>> = {
  owner: "everything, and who else is an owner",
  admin: "members, API keys, prices and settings",
  member: "see everything, upload and delete usage",
  viewer: "see everything",
};

export default async function MembersPage() {
  const { organization, user, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const [members, invitations] = await Promise.all([
    listMembers(organization.id),
    isAdmin ? listInvitations(organization.id) : [],
  ]);
  // Only owners make owners.
  const roles = role === "owner" ? ROLES : ROLES.filter((one) => one !== "owner");
  const date = (at: Date) => formatDate(at, organization.timeZone);
  return (
    <>
      {!isAdmin && <AdminsOnly what="invite people and change roles" />}
      <Card title="Members" description={<RoleMeanings />} actions={isAdmin && <InviteButton roles={roles} />} flush>
        <Table caption="Members">
          <thead>
            <Tr>
              <Th>Name</Th>
              <Th>Role</Th>
              <Th className="hidden @md:table-cell">Since</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </Tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Tr key={member.userId}>
                <Td className="wrap-anywhere">
                  <span className="block font-medium">{member.name ?? member.email}</span>
                  {member.name && <span className="block text-sm text-muted">{member.email}</span>}
                </Td>
                <Td>
                  {isAdmin && (role === "owner" || member.role !== "owner") ? (
                    <RoleSelect
                      userId={member.userId}
                      name={member.name ?? member.email}
                      role={member.role}
                      roles={roles}
                    />
                  ) : (
                    member.role
                  )}
                </Td>
                <Td className="hidden text-muted @md:table-cell">{date(member.createdAt)}</Td>
                <Td className="text-right">
                  {(isAdmin || member.userId === user.id) && (
                    <RemoveMember
                      userId={member.userId}
                      name={member.name ?? member.email}
                      organization={organization.name}
                      isSelf={member.userId === user.id}
                    />
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      {invitations.length > 0 && (
        <Card title="Open invitations" description="Each link works once, for seven days." flush>
          <Table caption="Open invitations">
            <thead>
              <Tr>
                <Th>For</Th>
                <Th>Role</Th>
                <Th className="hidden @md:table-cell">Expires</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {invitations.map(({ id, email, role, expiresAt, createdBy }) => (
                <Tr key={id}>
                  <Td className="wrap-anywhere">
                    <span className="block">{email ?? "anyone with the link"}</span>
                    {createdBy && <span className="block text-sm text-muted">by {createdBy}</span>}
                  </Td>
                  <Td>{role}</Td>
                  <Td className="hidden text-muted @md:table-cell">{date(expiresAt)}</Td>
                  <Td className="text-right">
                    <WithdrawInvitation id={id} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </>
  );
}

function RoleMeanings() {
  return (
    <>
      {ROLES.map((one) => (
        <span key={one} className="mr-3 inline-block">
          <strong className="font-medium text-ink">{one}</strong> {MEANINGS[one]}
        </span>
      ))}
    </>
  );
}
