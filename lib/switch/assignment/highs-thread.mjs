import { parentPort } from "node:worker_threads";
import highsLoader from "highs";

/**
 * A thread of its own for HiGHS: it cannot be interrupted while it solves. Takes a program and options, one after another,
 * and answers each with its status and the values of its variables, or with an error.
 */
const loading = highsLoader();
// Whoever sends a program is told.
loading.catch(() => undefined);

parentPort?.on("message", async ({ program, options }) => {
  try {
    const { Status, Columns } = (await loading).solve(program, options);
    const values = Object.entries(Columns).map(([name, column]) => [name, "Primal" in column ? column.Primal : 0]);
    parentPort?.postMessage({ status: Status, values: Object.fromEntries(values) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
