import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { DeliveryJson } from "@/lib/db/queries/alerts/list-deliveries";
import { formatDateTime } from "@/lib/spend/format-time";

const STATUS: Readonly<Record<DeliveryJson["status"], BadgeVariant>> = {
  pending: "warning",
  delivered: "positive",
  failed: "danger",
};

/** Each message on its way to a channel. */
export function DeliveryTable({ deliveries, timeZone }: { deliveries: readonly DeliveryJson[]; timeZone: string }) {
  const at = (text: string) => formatDateTime(new Date(text), timeZone);
  return (
    <Table caption="Delivery log">
      <thead>
        <Tr>
          <Th>Message</Th>
          <Th>Channel</Th>
          <Th>Status</Th>
          <Th numeric className="hidden @xl:table-cell">
            Attempts
          </Th>
          <Th className="hidden @2xl:table-cell">Answer</Th>
        </Tr>
      </thead>
      <tbody>
        {deliveries.map((one) => (
          <Tr key={one.id}>
            <Td className="min-w-40 align-top">
              <span className="block break-words">{one.title}</span>
              <span className="block text-xs text-muted">{at(one.createdAt)}</span>
            </Td>
            <Td className="align-top">
              <span className="block break-words">{one.channel.name}</span>
              <span className="block text-xs text-muted">{one.channel.kind}</span>
            </Td>
            <Td className="align-top">
              <Badge variant={STATUS[one.status]}>{one.status}</Badge>
              {one.nextAttemptAt && <span className="mt-1 block text-xs text-muted">next {at(one.nextAttemptAt)}</span>}
              {one.error && (
                <span className="mt-1 block text-xs wrap-anywhere text-muted @2xl:hidden">{one.error}</span>
              )}
            </Td>
            <Td numeric className="hidden align-top @xl:table-cell">
              {one.attempts}
            </Td>
            <Td className="hidden max-w-80 align-top text-sm break-words text-muted @2xl:table-cell">
              {one.error ?? (one.responseCode === null ? "" : one.responseCode)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
