import type { Metadata } from "next";
import { FilterChips } from "@/components/filters/filter-chips";
import { FilterMenu } from "@/components/filters/filter-menu";
import { type PageParams, toSearchParams } from "@/components/filters/page-params";
import { RangeFilter } from "@/components/filters/range-filter";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { type SwitchAnswerJson, switchAnswerToJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestion } from "@/lib/switch/switch-question";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { WrongAddress } from "../wrong-address";
import { ALL_MODELS } from "./all-models";
import { SwitchAnswer } from "./switch-answer";
import { SwitchForm } from "./switch-form";
import { type SwitchView, switchView, withMove } from "./switch-view";

export const metadata: Metadata = { title: "Switch" };

const PATH = "/switch";
/** What is proposed before anybody has chosen. */
const PROPOSED = ["openai/gpt-4.1-mini", "openai/gpt-5"];

export default async function SwitchPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readView(params, organization.timeZone);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;

  const [spend, values, book] = await Promise.all([
    getSpend(organization.id, { ...view.question, granularity: "none", groupBy: ["model"], compare: false }),
    dimensionValues(organization.id),
    organizationPriceBook(organization.id),
  ]);
  const inUse = spend.groups.flatMap(({ key }) => key.model ?? []);
  const fromModel = view.fromModel ?? inUse[0] ?? null;
  const toModel = view.toModel ?? PROPOSED.find((model) => !fromModel?.startsWith(model.slice("openai/".length))) ?? "";
  const targets = book.models.flatMap(({ provider, id }) => {
    const match = book.model(provider, id);
    return match ? [catalogueId(match)] : [];
  });
  const answer = fromModel === null ? null : await answerOf(organization.id, withMove(view, fromModel, toModel));
  const shared = { path: PATH, params };
  return (
    <>
      <PageHeader
        title="Switch"
        description="What would this traffic cost on another model, and would it still fit? Every request is priced again; nothing stored changes."
      />
      <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
        <RangeFilter {...shared} preset={view.preset} period={view.question} timeZone={view.question.timeZone} />
        <FilterMenu path={PATH} params={params.toString()} filters={view.question.filters} values={values} />
        <FilterChips {...shared} filters={view.question.filters} />
      </div>
      <div className="flex flex-col gap-4">
        {fromModel === null ? (
          <NoTraffic hasUsage={spend.asOf !== null} />
        ) : (
          <SwitchForm
            key={params.toString()}
            params={params.toString()}
            inUse={view.fromModel && view.fromModel !== ALL_MODELS ? [...new Set([...inUse, view.fromModel])] : inUse}
            targets={targets}
            fromModel={fromModel}
            toModel={toModel}
            sharePercent={view.sharePercent}
            tier={view.question.usageTier}
            effort={view.question.levers.reasoningEffort}
            cache={view.question.levers.cache}
          />
        )}
        {typeof answer === "string" && <Notice variant="error">{answer}</Notice>}
        {answer && typeof answer !== "string" && <SwitchAnswer {...shared} answer={answer} />}
      </div>
    </>
  );
}

function NoTraffic({ hasUsage }: { hasUsage: boolean }) {
  return (
    <Card>
      <EmptyState
        icon="switch"
        title={hasUsage ? "No usage in this period" : "No usage to move yet"}
        description={
          hasUsage
            ? "Choose a longer period, or take a filter away."
            : "Upload usage or load the sample data; then this page prices the same traffic on any model and checks that it fits."
        }
        actions={
          !hasUsage && (
            <ButtonLink variant="primary" href="/overview">
              Get started
            </ButtonLink>
          )
        }
      />
    </Card>
  );
}

/** The answer, or a sentence that says why there is none. */
async function answerOf(organizationId: number, question: SwitchQuestion): Promise<SwitchAnswerJson | string> {
  try {
    return switchAnswerToJson(await getSwitch(organizationId, question));
  } catch (error) {
    if (error instanceof UnanswerableSwitch) return error.message;
    throw error;
  }
}

function readView(params: URLSearchParams, timeZone: string): SwitchView | InvalidParameter {
  try {
    return switchView(params, timeZone, new Date());
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
