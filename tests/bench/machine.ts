import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

/** What figures were measured on and when: the day, cores, memory, Node and the commit. */
export function measuredOn(): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${date}, ${processors.length} cores (${processors[0]?.model.trim()}), ${memory} GiB, Node ${process.version}, commit ${commit}`;
}
