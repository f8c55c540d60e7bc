import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/spend/format-count";
import type { RateLimitJson } from "@/lib/switch/rate-limits-json";
import { ownText } from "../../switch/limits-words";
import { DeleteLimit } from "./delete-limit";
import { LimitButton } from "./limit-button";

interface OwnLimitsCardProps {
  limits: readonly RateLimitJson[];
  /** Ids of the catalogue's models. */
  models: readonly string[];
  isAdmin: boolean;
}

/** Limits of the organisation's own, by model; administrators add, change and delete them. */
export function OwnLimitsCard({ limits, models, isAdmin }: OwnLimitsCardProps) {
  return (
    <Card
      title="Your own limits"
      description="What your provider granted you on a model, where it differs from a tier’s. What-ifs are held against it in place of the tier."
      actions={isAdmin && <LimitButton models={models} />}
      flush
    >
      {limits.length === 0 ? (
        <EmptyState
          icon="switch"
          title="No limits of your own"
          description="Add the tokens and requests per minute of a model: your provider’s console shows them."
        />
      ) : (
        <Table caption="Your own limits" limitHeight={limits.length > MOST_IN_SIGHT}>
          <thead>
            <Tr>
              <Th>Model</Th>
              <Th numeric className="hidden @xl:table-cell">
                Tokens a minute
              </Th>
              <Th numeric className="hidden @xl:table-cell">
                Requests a minute
              </Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </Tr>
          </thead>
          <tbody>
            {limits.map((limit) => (
              <Tr key={limit.id}>
                <Th scope="row" className="font-normal sm:min-w-44">
                  <span className="block font-medium wrap-anywhere">{limit.model}</span>
                  <span className="block text-sm @xl:hidden">{ownText({ ...limit, abovePromptTokens: null })}</span>
                  <span className="block text-sm text-muted">{promptsText(limit)}</span>
                </Th>
                <Td numeric className="hidden @xl:table-cell">
                  {figure(limit.tokensPerMinute)}
                </Td>
                <Td numeric className="hidden @xl:table-cell">
                  {figure(limit.requestsPerMinute)}
                </Td>
                <Td className="text-right">
                  {isAdmin && (
                    <span className="inline-flex flex-wrap justify-end gap-2 sm:flex-nowrap">
                      <LimitButton changes={limit} />
                      <DeleteLimit limit={limit} />
                    </span>
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

/** More limits than these scroll. */
const MOST_IN_SIGHT = 15;

function promptsText({ abovePromptTokens: above, changedBy }: RateLimitJson): string {
  const prompts = above === null ? "all prompts" : `prompts above ${formatCount(above)} tokens`;
  return changedBy ? `${prompts} · by ${changedBy}` : prompts;
}

function figure(limit: number | null): string {
  return limit === null ? "not known" : formatCount(limit);
}
