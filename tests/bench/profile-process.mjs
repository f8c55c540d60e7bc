import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import path from "node:path";

/**
 * Imported into every process of an application (`--profile <folder>`): writes a CPU profile of the one that serves when it
 * ends.
 */
const folder = process.env.OUTLAY_BENCH_PROFILE;
if (folder && process.argv[1]?.endsWith("server.mjs")) {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.start");
  process.once("exit", () => {
    session.post("Profiler.stop", (_, { profile }) => {
      writeFileSync(path.join(folder, `server-${process.pid}.cpuprofile`), JSON.stringify(profile));
    });
  });
}
