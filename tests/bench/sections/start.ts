import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startApplication } from "../application";
import type { Section } from "../section";

/** `npm start` on a fresh clone, and again. */
export const startSection: Section = {
  name: "start",
  title: "npm start on a fresh clone (installs, builds, makes the database, migrates, serves) and again",
  async run() {
    const directory = mkdtempSync(path.join(tmpdir(), "outlay-bench-clone-"));
    try {
      execFileSync("git", ["clone", "--quiet", process.cwd(), directory]);
      const command = ["npm", "start"] as const;
      const times: number[] = [];
      for (let start = 0; start < 3; start += 1) {
        const application = await startApplication({ directory, data: path.join(directory, ".data"), command });
        times.push(application.startedInMs / 1000);
        await application.stop();
      }
      const [first = 0, ...again] = times;
      return [
        {
          what: "first start to a served page",
          value: first,
          unit: "s",
          note: "packages from npm's cache where it has them",
        },
        { what: "second start to a served page", value: Math.min(...again), unit: "s", atMost: 5 },
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
