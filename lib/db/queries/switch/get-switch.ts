import "server-only";
import { modelName } from "@/lib/catalogue/describe-model";
import { modelLimits } from "@/lib/catalogue/model-limits";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { answerSwitch, type SwitchAnswer, type SwitchInput } from "@/lib/switch/answer";
import type { Assignment } from "@/lib/switch/assignment/assignment";
import { modelsNamed } from "@/lib/switch/assignment/assignment-question";
import type { BestSplit } from "@/lib/switch/best-split/best-split";
import type { Candidate } from "@/lib/switch/ranking";
import { isModel, originOf } from "@/lib/switch/selection";
import type { ResolvedMove } from "@/lib/switch/splits";
import { type Move, type SwitchQuestion, WHOLE_TRAFFIC } from "@/lib/switch/switch-question";
import { trafficShape } from "@/lib/switch/traffic-shape";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { organizationPriceBook } from "../price-book/organization-price-book";
import { type Evidence, readEvidence } from "./evidence/read-evidence";
import { findAssignment } from "./find-assignment";
import { findBestSplit } from "./find-best-split";
import { knownModelNames } from "./known-model-names";
import { switchSums } from "./switch-sums";
import { appliedRatesOf } from "./traffic/applied-rates";
import { questionConditions } from "./traffic/question-conditions";
import { type OnProgress, readParts } from "./traffic/read-parts";
import { trafficNames } from "./traffic/traffic-names";

/** An answer with records that do not fit, and the best split and assignment where they are asked for. */
export interface SwitchFindings {
  answer: SwitchAnswer;
  evidence: Evidence;
  bestSplit: BestSplit | null;
  assignment: Assignment | null;
}

/**
 * Answers a what-if about an organisation's usage: costs as if every record were priced on the target at its own time.
 * @throws UnanswerableSwitch when a model is unknown or moves together take more than there is.
 */
export async function getSwitch(
  organizationId: number,
  question: SwitchQuestion,
  onProgress?: OnProgress,
): Promise<SwitchFindings> {
  const book = await organizationPriceBook(organizationId);
  const at = instantFromDate(question.from);
  const named = await resolveNames(organizationId, book, question.moves, at);
  const origins = named.map(({ origin }) => origin);
  const { from, to } = question;
  const { conditions, scope, ofMoves } = await questionConditions(organizationId, question, origins, {
    book,
    from,
    to,
  });
  const moves = named.map((move, index): ResolvedMove => ({ ...move, condition: ofMoves[index] ?? null }));
  const catalogue = catalogueOf(book);
  const assigned = assignedModels(book, question, at);
  const shape = trafficShape(book, question, [...moves, ...assigned.map(asMove)], catalogue);
  const asked = {
    ...question,
    organizationId,
    book,
    shape,
    conditions,
    scopeCondition: scope,
    moveConditions: ofMoves,
  };
  const parts = await readParts(asked, onProgress);
  const [nameOf, appliedRates] = await Promise.all([
    trafficNames(organizationId, parts),
    appliedRatesOf(organizationId, parts),
  ]);
  const owned = question.ownLimits.map((limits) => ({ limits, model: resolveModel(book, limits.model, at) }));
  const input: SwitchInput = {
    book,
    question,
    moves,
    candidates: withTargets(book, catalogue, moves),
    limitsOf: (target) => modelLimits(book, target),
    ownLimitsOf: (target) => owned.flatMap(({ limits, model }) => (isModel(model, target) ? [limits] : [])),
    shape,
    traffic: { parts, nameOf },
    appliedRates,
    askedAt: new Date(),
  };
  const answer = answerSwitch(input, switchSums(organizationId, input));
  const evidence = await readEvidence({ organizationId, book, answer, parts, nameOf, conditions, scope });
  return {
    answer,
    evidence,
    bestSplit: await findBestSplit(input, answer, asked, onProgress),
    assignment: await findAssignment(
      input,
      asked,
      assigned.map(({ name, target }) => ({ name, candidate: candidateOf(book, target) })),
      onProgress,
    ),
  };
}

/** Models that segments may be assigned to. */
function assignedModels(book: PriceBook, { bestAssignment }: SwitchQuestion, at: Instant) {
  const names = bestAssignment ? modelsNamed(bestAssignment) : [];
  const models = names.map((name) => ({ name, target: targetOf(book, name, at, "bestAssignment.models") }));
  return models.filter(({ target }, index) => models.findIndex((other) => isModel(other.target, target)) === index);
}

/** A model as something is moved to it: what is told apart for moves is told apart for it. */
function asMove({ name, target }: { name: string; target: MatchedModel }): ResolvedMove {
  return { move: { ...WHOLE_TRAFFIC, toModel: name }, origin: { kind: "all" }, target, condition: null };
}

/** @throws UnanswerableSwitch when a name means no model, or several. */
function targetOf(book: PriceBook, name: string, at: Instant, field: string): MatchedModel {
  const target = resolveModel(book, name, at);
  if (target.kind === "matched") return target;
  throw target.reason === "ambiguous_provider"
    ? new UnanswerableSwitch("ambiguous_model", `More than one provider has "${name}": write provider/model.`, field)
    : new UnanswerableSwitch("unknown_model", `There is no model "${name}" in the catalogue.`, field);
}

async function resolveNames(
  organizationId: number,
  book: PriceBook,
  moves: readonly Move[],
  at: Instant,
): Promise<Omit<ResolvedMove, "condition">[]> {
  const names = moves.flatMap(({ fromModel }) => fromModel ?? []);
  const recordedNames = await knownModelNames(organizationId, names);
  return moves.map((move, index) => {
    const target = targetOf(book, move.toModel, at, `moves.${index}.toModel`);
    const origin = originOf(move, recordedNames, book, at);
    if (origin === null) {
      const message = `No usage has the model "${move.fromModel}", and the catalogue does not know it.`;
      throw new UnanswerableSwitch("unknown_model", message, `moves.${index}.fromModel`);
    }
    return { move, origin, target };
  });
}

const catalogues = new WeakMap<PriceBook["models"], Candidate[]>();

/** Every model of the catalogue; made once, since facts do not depend on who asks. */
function catalogueOf(book: PriceBook): Candidate[] {
  let candidates = catalogues.get(book.models);
  if (!candidates) {
    const matches = book.models.flatMap(({ provider, id }) => book.model(provider, id) ?? []);
    candidates = matches.map((match) => candidateOf(book, match));
    catalogues.set(book.models, candidates);
  }
  return candidates;
}

/** The catalogue, and targets that are not in its list (fine-tuned ones, the organisation's own). */
function withTargets(book: PriceBook, catalogue: readonly Candidate[], moves: readonly ResolvedMove[]): Candidate[] {
  const others = moves
    .map(({ target }) => target)
    .filter((target, index, all) => all.findIndex((other) => isModel(other, target)) === index)
    .filter((target) => !catalogue.some(({ match }) => isModel(match, target)));
  return [...catalogue, ...others.map((match) => candidateOf(book, match))];
}

function candidateOf(book: PriceBook, match: Candidate["match"]): Candidate {
  return { match, name: modelName(book, match).value ?? match.model, limits: modelLimits(book, match) };
}
