/**
 * Answers the bench, which has started this process: each message is a call, each answer tells how long the call itself
 * took, without the way between the processes.
 *
 * @param {{ version: string, load(file: string, columns: { name: string, type: string }[]): Promise<unknown>,
 *   ask(sql: string): Promise<unknown[][]> }} engine
 */
export function serve({ version, load, ask }) {
  process.on("message", async ({ sql, file, columns }) => {
    try {
      const started = performance.now();
      const rows = file ? await load(file, columns) : await ask(sql);
      const ms = performance.now() - started;
      process.send?.({ ms, rows: file ? [] : rows.map((row) => row.map(String)) });
    } catch (error) {
      process.send?.({ error: String(error) });
    }
  });
  process.send?.({ version });
}
