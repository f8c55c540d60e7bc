import type { Metadata } from "next";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { type ChannelJson, listChannels } from "@/lib/db/queries/alerts/find-channels";
import { settings } from "@/lib/settings";
import { AdminsOnly } from "../admins-only";
import { ChannelActions } from "./channel-actions";
import { NewChannelButton } from "./new-channel-button";

export const metadata: Metadata = { title: "Alerts" };

const KINDS: Readonly<Record<ChannelJson["kind"], string>> = { email: "e-mail", slack: "Slack", webhook: "webhook" };
const TELLS = { budget: "budgets", anomaly: "anomalies" } as const;

export default async function AlertSettingsPage() {
  const { organization, role } = await requireMember();
  if (!scopesOfRole(role).includes("admin")) return <AdminsOnly what="see and change where alerts are sent" />;
  const channels = await listChannels(organization.id);
  const canSendEmail = settings().smtp !== null;
  return (
    <Card
      title="Channels"
      description="Where alerts are sent. What became of each is in the delivery log."
      actions={
        <>
          <ButtonLink size="sm" href="/budgets/alerts">
            Delivery log
          </ButtonLink>
          <NewChannelButton canSendEmail={canSendEmail} />
        </>
      }
      flush
    >
      {channels.length === 0 ? (
        <EmptyState
          icon="external"
          title="Alerts go nowhere yet"
          description="They are shown under Budgets. Add an e-mail address, a Slack webhook or a webhook of your own to be told when a budget reaches a threshold."
        />
      ) : (
        <Table caption="Channels">
          <thead>
            <Tr>
              <Th>Name</Th>
              <Th className="hidden @xl:table-cell">Leads to</Th>
              <Th className="hidden @2xl:table-cell">Is told of</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </Tr>
          </thead>
          <tbody>
            {channels.map((channel) => (
              <Tr key={channel.id}>
                <Td>
                  <span className="block font-medium break-words">{channel.name}</span>
                  <span className="mt-0.5 flex flex-wrap gap-1">
                    <Badge>{KINDS[channel.kind]}</Badge>
                    {!channel.enabled && <Badge variant="warning">paused</Badge>}
                    {channel.kind === "email" && !canSendEmail && <Badge variant="danger">no SMTP server</Badge>}
                  </span>
                </Td>
                <Td className="hidden max-w-72 text-sm wrap-anywhere text-muted @xl:table-cell">{channel.target}</Td>
                <Td className="hidden text-sm text-muted @2xl:table-cell">
                  {channel.tells.map((kind) => TELLS[kind]).join(", ") || "nothing"}
                </Td>
                <Td className="text-right">
                  <ChannelActions id={channel.id} name={channel.name} enabled={channel.enabled} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
