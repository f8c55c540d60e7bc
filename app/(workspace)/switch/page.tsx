import type { Metadata } from "next";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { type PageParams, toSearchParams } from "@/components/filters/page-params";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { organizationLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import type { PriceBook } from "@/lib/pricing/price-book";
import { questionFromAddress } from "@/lib/spend/question-from-address";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { NoUsageYet } from "../no-usage-yet";
import { WrongAddress } from "../wrong-address";
import { answerQuestion } from "./answer-question";
import { completeQuestion } from "./complete-question";
import { questionOfParams, scopeParams } from "./question-params";
import { scenarioReader } from "./scenario-reader";
import { ScenariosCard } from "./scenarios-card";
import { rankedModels } from "./shown-ranking";
import { SwitchLab } from "./switch-lab";

export const metadata: Metadata = { title: "Switch" };

const PATH = "/switch";

export default async function SwitchPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readView(params, organization.timeZone);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;

  const { scope, preset, asked } = view;
  const [spend, values, book, kept] = await Promise.all([
    getSpend(organization.id, { ...scope, granularity: "none", groupBy: ["model"], compare: null }),
    dimensionValues(organization.id),
    organizationPriceBook(organization.id),
    organizationLimits(organization.id),
  ]);
  const scopes = scopesOfRole(role);
  if (spend.asOf === null) {
    return (
      <NoUsageYet
        title="Switch"
        canLoad={role !== "viewer"}
        heading="See what another model would cost, and whether it fits"
        description="Every request is priced again on the model you choose, and proved against its limits: prompt, output, endpoint, features, tokens per minute."
      />
    );
  }
  const inUse = spend.groups.flatMap(({ key }) => key.model ?? []);
  const question = completeQuestion(asked, inUse, rankedModels(book));
  return (
    <>
      <PageHeader
        title="Switch"
        description="What would this traffic cost on another model, and would it still fit? Every request is priced again; nothing stored changes."
      />
      {question === null ? (
        <>
          <FilterRow path={PATH} params={params} preset={preset} question={scope} values={values} />
          <NothingFound path={PATH} params={scopeParams(params)} />
        </>
      ) : (
        <SwitchLab
          question={question}
          first={await answerQuestion(organization.id, organization.timeZone, question)}
          period={{ from: scope.from.toISOString(), to: scope.to.toISOString(), timeZone: scope.timeZone }}
          inUse={inUse}
          targets={targetsOf(book)}
          values={values}
          mayKeep={scopes.includes("ingest")}
          limits={{ kept, mayChange: scopes.includes("admin") }}
        />
      )}
      <ScenariosCard reader={await scenarioReader()} />
    </>
  );
}

/** Ids of the catalogue's models. */
function targetsOf(book: PriceBook): string[] {
  return book.models.flatMap(({ provider, id }) => {
    const match = book.model(provider, id);
    return match ? [catalogueId(match)] : [];
  });
}

function readView(params: URLSearchParams, timeZone: string) {
  try {
    const asked = questionOfParams(params);
    const context = { timeZone, now: new Date() };
    const { question: scope, preset } = questionFromAddress(scopeParams(params), context, { groupBy: [] });
    return { asked, scope, preset };
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
