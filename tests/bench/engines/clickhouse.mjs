import { Session } from "chdb";
import { serve } from "./serve.mjs";

const session = new Session();
const CSV_COLUMNS = { text: "LowCardinality(String)", integer: "Int64", time: "DateTime64(3, 'UTC')" };

serve({
  version: (await rows("SELECT version()"))[0]?.[0],
  load: async (file, columns) => {
    const types = columns.map(({ name, type }) => `${name} ${CSV_COLUMNS[type]}`).join(", ");
    await rows(`CREATE TABLE records (${types}) ENGINE = MergeTree ORDER BY timestamp`);
    await rows(`INSERT INTO records SELECT * FROM file('${file}', 'CSVWithNames', '${types.replaceAll("'", "\\'")}')`);
    await rows("OPTIMIZE TABLE records FINAL");
  },
  ask: rows,
});

/** @param {string} sql */
async function rows(sql) {
  const text = session.query(sql, "JSONCompactEachRow");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
