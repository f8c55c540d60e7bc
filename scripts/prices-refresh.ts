import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { comparePriceLists, type PriceListDifference } from "@/lib/pricing/compare-price-lists";
import { CORRECTIONS } from "@/lib/pricing/layers/corrections";
import { LIBRARY, type LibraryModule, readLibrary } from "@/lib/pricing/layers/library";
import { type PriceBook, priceBookOver } from "@/lib/pricing/price-book";
import { perMillion, type RateCard } from "@/lib/pricing/rate-card";
import { withDatabase } from "./database/with-database";

/**
 * `npm run prices:refresh [-- <version or folder>]`: what a newer price list (the latest unless stated) has otherwise than
 * the one in use, and for models in use what that comes to, for review. Nothing is overwritten: to take it, set its
 * version in package.json and its date in lib/pricing/layers/library.ts.
 */
const wanted = process.argv[2] ?? "latest";
const folder = mkdtempSync(path.join(tmpdir(), "outlay-prices-"));
try {
  const packageFolder = existsSync(wanted) ? path.resolve(wanted) : fetchPackage(wanted);
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")) as { version: string };
  const module = (await import(pathToFileURL(path.join(packageFolder, "dist/index.js")).href)) as LibraryModule;
  const [before, after] = await Promise.all([readLibrary(), readLibrary(module)]);
  const difference = comparePriceLists(before.models, after.models);
  console.log(`${LIBRARY.package} ${LIBRARY.version} (in use) and ${version}:`);
  printDifference(difference);
  for (const { id, apply, what } of CORRECTIONS) {
    const isNeeded = !apply || after.models.some(({ cards }) => cards.some((card) => apply(card) !== card));
    if (!isNeeded) console.log(`The correction "${id}" is not needed any more: ${what}`);
  }
  await withDatabase(() => printEffect(priceBookOver(after)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function fetchPackage(version: string): string {
  const options = ["--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, `${LIBRARY.package}@${version}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return path.join(folder, "node_modules", LIBRARY.package);
}

function printDifference({ added, removed, changed }: PriceListDifference): void {
  console.log(`  ${added.length} models are new, ${removed.length} are gone, ${changed.length} have other prices.`);
  for (const { provider, id, before, after } of changed) {
    console.log(`  ~ ${provider}/${id}`);
    for (const card of before) console.log(`      - ${cardText(card)}`);
    for (const card of after) console.log(`      + ${cardText(card)}`);
  }
  for (const { provider, id } of removed) console.log(`  - ${provider}/${id}`);
  for (const { provider, id } of added) console.log(`  + ${provider}/${id}`);
}

function cardText({ rates, longContext, validFrom, validTo, window }: RateCard): string {
  const rate = (value: bigint | null) => (value === null ? "none" : perMillion(value));
  const date = (at: number | null, word: string) =>
    at === null ? "" : `, ${word} ${new Date(at / 1000).toISOString().slice(0, 10)}`;
  const long = longContext.map(
    (one) => `, ${one.operator}${one.threshold}: ${rate(one.rates.input)}/${rate(one.rates.output)}`,
  );
  const hours = window ? `, from second ${window.start} to ${window.end} of the day` : "";
  return `input ${rate(rates.input)}, cached ${rate(rates.cacheRead)}, output ${rate(rates.output)}${long.join("")}${hours}${date(validFrom, "from")}${date(validTo, "until")}`;
}

/** What the last 30 days of every organisation would cost more or less. */
async function printEffect(listed: PriceBook): Promise<void> {
  const { prisma } = await import("@/lib/db/prisma");
  const { pool } = await import("@/lib/db/pool");
  const { priceListEffect } = await import("@/lib/ingest/reprice/price-list-effect");
  for (const { id, name } of await prisma.organization.findMany({ orderBy: { id: "asc" } })) {
    const effects = await priceListEffect(id, listed);
    if (effects.length === 0) console.log(`${name}: nothing it used in the last 30 days would cost otherwise.`);
    for (const effect of effects) console.log(`${name}: ${effect}`);
  }
  await pool().end();
}
