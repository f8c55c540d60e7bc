import { type ChildProcess, spawn } from "node:child_process";

/** The built application's server, which can be killed and started again. */
export interface KillableServer {
  url: string;
  start(): Promise<void>;
  /** Kills it without a warning. */
  kill(): Promise<void>;
}

/** A server of the built application on a port, with these settings; not started yet. */
export function killableServer(port: number, environment: Readonly<Record<string, string>>): KillableServer {
  let child: ChildProcess | null = null;
  const url = `http://localhost:${port}`;
  return {
    url,
    start: () =>
      new Promise((resolve, reject) => {
        const started = spawn(process.execPath, ["scripts/server.mjs"], {
          env: { ...process.env, ...environment, NODE_ENV: "production", NEXTAUTH_URL: url, PORT: String(port) },
          stdio: ["ignore", "ignore", "ignore", "ipc"],
        });
        child = started;
        started.on("message", (message) => message === "ready" && resolve());
        started.once("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
      }),
    kill: () =>
      new Promise((resolve) => {
        if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}
