import { DuckDBInstance, version } from "@duckdb/node-api";
import { serve } from "./serve.mjs";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const CSV_COLUMNS = { text: "VARCHAR", integer: "BIGINT", time: "TIMESTAMP" };

serve({
  version: version(),
  load: (file, columns) => {
    const types = columns.map(({ name, type }) => `'${name}': '${CSV_COLUMNS[type]}'`);
    return rows(`CREATE TABLE records AS SELECT * FROM read_csv('${file}', header = true, columns = {${types}})`);
  },
  ask: rows,
});

/** @param {string} sql */
async function rows(sql) {
  return (await connection.runAndReadAll(sql)).getRowsJson();
}
