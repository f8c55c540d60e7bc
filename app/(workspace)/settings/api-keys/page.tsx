import type { Metadata } from "next";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { listApiKeys } from "@/lib/auth/api-key";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { settings } from "@/lib/settings";
import { formatDate, formatDateTime } from "@/lib/spend/format-time";
import { AdminsOnly } from "../admins-only";
import { NewKeyButton } from "./new-key-button";
import { RevokeKey } from "./revoke-key";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const { organization, role } = await requireMember();
  if (!scopesOfRole(role).includes("admin")) return <AdminsOnly what="see and create API keys" />;
  const keys = await listApiKeys(organization.id);
  const zone = organization.timeZone;
  return (
    <>
      <Card
        title="API keys"
        description="Programs send usage and read figures with them. A key is shown once; here you recognise it by its beginning."
        actions={<NewKeyButton />}
        flush
      >
        {keys.length === 0 ? (
          <EmptyState
            icon="settings"
            title="No keys yet"
            description="Create one to stream usage from your services or to read figures in your own tools."
          />
        ) : (
          <Table caption="API keys">
            <thead>
              <Tr>
                <Th>Name</Th>
                <Th>Scopes</Th>
                <Th className="hidden @xl:table-cell">Created</Th>
                <Th className="hidden @xl:table-cell">Last used</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <Tr key={key.id}>
                  <Td>
                    <span className="block font-medium wrap-anywhere">{key.name}</span>
                    <code className="font-mono text-xs text-muted">{key.prefix}…</code>
                    <span className="block text-xs text-muted @xl:hidden">
                      {key.lastUsedAt ? `used ${formatDate(key.lastUsedAt, zone)}` : "never used"}
                    </span>
                  </Td>
                  <Td>
                    <span className="flex flex-wrap gap-1">
                      {key.scopes.map((scope) => (
                        <Badge key={scope}>{scope}</Badge>
                      ))}
                    </span>
                  </Td>
                  <Td className="hidden text-muted @xl:table-cell">
                    <span className="block">{formatDate(key.createdAt, zone)}</span>
                    {key.createdBy && <span className="block text-xs">by {key.createdBy}</span>}
                  </Td>
                  <Td className="hidden text-muted @xl:table-cell">
                    {key.lastUsedAt ? formatDateTime(key.lastUsedAt, zone) : "never"}
                  </Td>
                  <Td className="text-right">
                    {key.revokedAt ? (
                      <Badge variant="danger">revoked</Badge>
                    ) : (
                      <RevokeKey id={key.id} name={key.name} />
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      <Card title="First call" description="Send a usage file, or one record as JSON. Formats are recognised.">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs leading-5">
          {`curl ${settings().publicUrl.replace(/\/$/, "")}/api/v1/usage \\\n  -H "Authorization: Bearer $OUTLAY_API_KEY" \\\n  --data-binary @usage.csv`}
        </pre>
        <p className="mt-3 text-sm text-muted">
          Everything the pages show is there too:{" "}
          <a className="font-medium text-accent underline" href="/api/v1/openapi.json">
            description of the API
          </a>
          .
        </p>
      </Card>
    </>
  );
}
