import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Applications } from "./applications";
import { measuredOn } from "./machine";
import { sectionText, writeSection } from "./report";
import { meetsTarget, type Section } from "./section";
import { SECTIONS } from "./sections/list";

/** What figures depend on, with what it is unless said otherwise. */
const SIZES = { records: "1000000", grown: "10000000", gigabytes: "5", rounds: "3" };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", default: false },
    records: { type: "string", default: SIZES.records },
    grown: { type: "string", default: SIZES.grown },
    gigabytes: { type: "string", default: SIZES.gigabytes },
    rounds: { type: "string", default: SIZES.rounds },
    profile: { type: "string" },
    files: { type: "string", default: path.join(tmpdir(), "outlay-bench-files") },
    write: { type: "boolean", default: false },
  },
});

const HELP = `npm run bench -- [sections] [options]

${SECTIONS.map(({ name, title, long }) => `  ${name.padEnd(10)} ${title}${long ? " (only when asked for)" : ""}`).join("\n")}

  --records <n>       records of a large organisation (1000000)
  --grown <n>         records that are there already in "grown" (10000000)
  --gigabytes <n>     size of the file of "large" (5)
  --rounds <n>        how often whatever is compared is measured, in turns (3)
  --profile <folder>  write a CPU profile of every server
  --files <folder>    where generated files are kept
  --write             put the figures into docs/benchmarks.md`;

if (values.help) console.log(HELP);
else process.exitCode = (await run(chosen(positionals))) ? 0 : 1;

function chosen(names: readonly string[]): Section[] {
  const unknown = names.find((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}".\n${HELP}`);
  return SECTIONS.filter(({ name, long }) => (names.length > 0 ? names.includes(name) : !long));
}

/** Runs sections one after another; answers whether every target was met. */
async function run(sections: readonly Section[]): Promise<boolean> {
  const facts = measuredOn();
  console.log(facts);
  const options = {
    records: Number(values.records),
    grown: Number(values.grown),
    gigabytes: Number(values.gigabytes),
    rounds: Number(values.rounds),
    profile: values.profile ?? null,
    files: path.resolve(values.files),
  };
  const applications = new Applications(options);
  process.once("SIGINT", () => void applications.stopAll().then(() => process.exit(130)));
  let allMet = true;
  try {
    for (const section of sections) {
      const figures = await section.run(options, applications);
      console.log(sectionText(section, figures));
      allMet &&= figures.every(meetsTarget);
      if (values.write) writeSection("docs/benchmarks.md", section, { facts, options: optionsGiven() }, figures);
    }
  } finally {
    await applications.stopAll();
  }
  return allMet;
}

/** The sizes that were asked for, as they stand on the command line. */
function optionsGiven(): string {
  const given = (Object.keys(SIZES) as (keyof typeof SIZES)[]).filter((name) => values[name] !== SIZES[name]);
  return given.map((name) => ` --${name} ${values[name]}`).join("");
}
