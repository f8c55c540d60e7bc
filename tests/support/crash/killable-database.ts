import { readFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import path from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../../scripts/database/embedded-postgres";
import { isLivingPostgres } from "../../../scripts/database/leftover-processes";
import { migrate } from "../../../scripts/migrations/migrate";

/** A PostgreSQL server that can be killed and started again, at an address that stays. */
export interface KillableDatabase {
  url: string;
  /** Kills it as a power cut would; everything that is connected is cut off. */
  kill(): Promise<void>;
  /** Starts it again and waits until it has recovered. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one, with migrated tables, on a folder of its own. */
export async function startKillableDatabase(folder: string): Promise<KillableDatabase> {
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres(folder);
  await migrate(postgres.databaseUrl);
  // It comes back at another port each time.
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(Number(new URL(postgres.databaseUrl).port), "127.0.0.1");
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.pipe(other);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const port = await new Promise<number>((resolve) => {
    relay.listen(0, "127.0.0.1", () => resolve((relay.address() as { port: number }).port));
  });
  const address = new URL(postgres.databaseUrl);
  address.port = String(port);
  return {
    url: address.href,
    kill: async () => {
      const pidFile = path.join(folder, "postgres", "data", "postmaster.pid");
      const [pid = ""] = readFileSync(pidFile, "utf8").split("\n");
      process.kill(Number(pid), "SIGKILL");
      for (const socket of sockets) socket.destroy();
      while (isLivingPostgres(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    restart: async () => {
      postgres = await startEmbeddedPostgres(folder);
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => relay.close(resolve));
      await postgres.stop();
    },
  };
}
