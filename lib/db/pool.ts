import "server-only";
import pg from "pg";

/**
 * Connections of one process: six uploads hold two each at most, eight groups of small ones one each while they wait for
 * their turn, pages one for a moment.
 */
const MAXIMUM_CONNECTIONS = 24;

const shared = globalThis as { outlayPool?: pg.Pool };

function createPool(): pg.Pool {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set: start Outlay with npm start or npm run dev.");
  const created = new pg.Pool({ connectionString, max: MAXIMUM_CONNECTIONS, application_name: "outlay" });
  // An idle connection that breaks (a database restart) is replaced at its next use; without a listener it would end the process.
  created.on("error", (error) => console.error(`A database connection was lost: ${error.message}`));
  // One in use that breaks between two queries would too; who uses it hears of it from the next query.
  created.on("connect", (client) => client.on("error", () => undefined));
  return created;
}

/** Plain Postgres connections, for COPY and the hot analytical reads; everything else goes through Prisma's client. */
export function pool(): pg.Pool {
  shared.outlayPool ??= createPool();
  return shared.outlayPool;
}
