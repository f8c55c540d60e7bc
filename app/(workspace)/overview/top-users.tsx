import { TopTable } from "@/components/tables/top-table";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { getRanking } from "./ranking";

interface TopUsersProps {
  path: string;
  params: URLSearchParams;
  organizationId: number;
  question: SpendQuestion;
}

/** The users that cost most. There can be many: the page does not wait for them. */
export async function TopUsers({ organizationId, question, ...shared }: TopUsersProps) {
  return <TopTable {...shared} dimension="user" answer={await getRanking(organizationId, question, "user")} />;
}
