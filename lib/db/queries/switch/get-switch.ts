import "server-only";
import { modelName } from "@/lib/catalogue/describe-model";
import { modelLimits } from "@/lib/catalogue/model-limits";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { bucketsOf } from "@/lib/spend/period";
import { answerSwitch, lastPriceInstant, type SwitchAnswer } from "@/lib/switch/answer";
import { fitEdges } from "@/lib/switch/fit";
import type { ResolvedMove } from "@/lib/switch/moved-traffic";
import { priceChanges } from "@/lib/switch/price-changes";
import type { Candidate } from "@/lib/switch/ranking";
import { isOfOrigin, originOf, whereEdges } from "@/lib/switch/selection";
import { longContextFrom, sortedEdges } from "@/lib/switch/size-edges";
import type { Move, SwitchQuestion } from "@/lib/switch/switch-question";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { filterIds } from "../dimensions/filter-ids";
import { organizationPriceBook } from "../price-book/organization-price-book";
import { getSpend } from "../spend/get-spend";
import { knownModelNames } from "./known-model-names";
import { readSizes, type SizeEdges } from "./read-sizes";
import { readTraffic, type TrafficEdges } from "./read-traffic";
import { type RecordedModel, recordedModels } from "./recorded-models";
import type { TrafficScope } from "./scope";

/**
 * Answers a what-if about an organisation's usage: costs as if every record were priced on the target at its own time.
 * @throws UnanswerableSwitch when a model is unknown or moves together take more than there is.
 */
export async function getSwitch(organizationId: number, question: SwitchQuestion): Promise<SwitchAnswer> {
  const book = await organizationPriceBook(organizationId);
  const at = instantFromDate(question.from);
  const moves = await resolveMoves(organizationId, book, question.moves, at);
  const candidates = candidatesOf(book, moves);
  const [spend, recorded, filters] = await Promise.all([
    getSpend(organizationId, { ...question, granularity: "day", groupBy: [], compare: false }),
    recordedModels(organizationId, question.from, question.to),
    filterIds(organizationId, question.filters),
  ]);
  const models = movedModels(book, moves, recorded, question);
  const scope: TrafficScope | null =
    filters === null ? null : { organizationId, from: question.from, to: question.to, filters, models };
  const [groups, sizes] = scope
    ? await Promise.all([
        readTraffic(scope, trafficEdges(book, question, candidates)),
        readSizes(scope, sizeEdges(question, candidates)),
      ])
    : [[], []];
  const data = { totals: spend.totals, days: spend.series, groups, sizes };
  return answerSwitch(book, question, moves, data, candidates, (target) => modelLimits(book, target));
}

async function resolveMoves(
  organizationId: number,
  book: PriceBook,
  moves: readonly Move[],
  at: Instant,
): Promise<ResolvedMove[]> {
  const names = moves.flatMap(({ fromModel }) => fromModel ?? []);
  const recordedNames = await knownModelNames(organizationId, names);
  return moves.map((move, index) => {
    const target = resolveModel(book, move.toModel, at);
    const field = `moves.${index}.toModel`;
    if (target.kind === "unknown") {
      throw target.reason === "ambiguous_provider"
        ? new UnanswerableSwitch(
            "ambiguous_model",
            `More than one provider has "${move.toModel}": write provider/model.`,
            field,
          )
        : new UnanswerableSwitch("unknown_model", `There is no model "${move.toModel}" in the catalogue.`, field);
    }
    const origin = originOf(move, recordedNames, book, at);
    if (origin === null) {
      const message = `No usage has the model "${move.fromModel}", and the catalogue does not know it.`;
      throw new UnanswerableSwitch("unknown_model", message, `moves.${index}.fromModel`);
    }
    return { move, origin, target };
  });
}

/** Every model of the catalogue, and targets that are not in its list (fine-tuned ones, the organisation's own). */
function candidatesOf(book: PriceBook, moves: readonly ResolvedMove[]): Candidate[] {
  const listed = book.models.flatMap(({ provider, id }) => book.model(provider, id) ?? []);
  const ids = new Set(listed.map(({ seller, model }) => `${seller}/${model}`));
  const others = moves.map(({ target }) => target).filter(({ seller, model }) => !ids.has(`${seller}/${model}`));
  return [...listed, ...new Set(others)].map((match) => ({
    match,
    name: modelName(book, match).value ?? match.model,
    limits: modelLimits(book, match),
  }));
}

/** Numbers of the models the moves speak of; null for all. */
function movedModels(
  book: PriceBook,
  moves: readonly ResolvedMove[],
  recorded: readonly RecordedModel[],
  { from, to }: SwitchQuestion,
): number[] | null {
  if (moves.some(({ origin }) => origin.kind === "all")) return null;
  const start = instantFromDate(from);
  // What a name means may change with the organisation's aliases.
  const times = [start, ...book.ownDatesBetween(start, instantFromDate(to))];
  const moved = recorded.filter((one) =>
    moves.some(({ origin }) => times.some((time) => isOfOrigin(origin, one, book, time))),
  );
  return [...new Set(moved.map(({ modelId }) => modelId))];
}

function trafficEdges(book: PriceBook, question: SwitchQuestion, candidates: readonly Candidate[]): TrafficEdges {
  const cards = candidates.flatMap(({ match }) => book.cardsOf(match.provider, match.model));
  const where = question.moves.map((move) => whereEdges(move.where));
  return {
    spans: spansOf(book, question, candidates),
    prompt: sortedEdges([
      ...cards.flatMap(({ longContext }) => longContext.map(longContextFrom)),
      ...where.flatMap(({ prompt }) => prompt),
    ]),
    output: sortedEdges(where.flatMap(({ output }) => output)),
    byProject: book.dependsOnProject,
  };
}

/** Days of the period cut at every change of a price, and on for as long as an aggregate may last. */
function spansOf(book: PriceBook, question: SwitchQuestion, candidates: readonly Candidate[]): TrafficEdges["spans"] {
  const days = bucketsOf(question, "day", question.timeZone).map(({ from }) => from);
  const matches = candidates.map(({ match }) => match);
  const changes = priceChanges(book, matches, instantFromDate(question.from), lastPriceInstant(question.to));
  const starts = [...new Set([...days.map(instantFromDate), ...changes])].sort((a, b) => a - b);
  let day = -1;
  return starts.map((start) => {
    while (day + 1 < days.length && instantFromDate(days[day + 1] as Date) <= start) day += 1;
    return { start, day: days[day] as Date };
  });
}

function sizeEdges(question: SwitchQuestion, candidates: readonly Candidate[]): SizeEdges {
  const fit = candidates.map(({ limits }) => fitEdges(limits, question.usageTier));
  const where = question.moves.map((move) => whereEdges(move.where));
  return {
    prompt: sortedEdges([...fit, ...where].flatMap(({ prompt }) => prompt)),
    total: sortedEdges(fit.flatMap(({ total }) => total)),
    output: sortedEdges([...fit, ...where].flatMap(({ output }) => output)),
  };
}
