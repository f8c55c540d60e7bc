import { connect, type Socket } from "node:net";

/** What posts are sent to. */
export interface PostTarget {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The body of the next post. */
  body(): string;
}

/** How many posts a second were answered with 200, and how long each took. */
export interface PostMeasurement {
  perSecond: number;
  durations: number[];
}

/**
 * Posts over several keep-alive connections at once for `seconds`, each post as soon as the one before it is answered.
 * Written on sockets, because an HTTP client costs as much as the server that is measured.
 */
export async function keepAlivePosts(
  target: PostTarget,
  connections: number,
  seconds: number,
): Promise<PostMeasurement> {
  const started = performance.now();
  const until = started + seconds * 1000;
  const durations: number[] = [];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await KeepAliveConnection.open(target);
      while (performance.now() < until) {
        const before = performance.now();
        await connection.post();
        durations.push(performance.now() - before);
      }
      connection.close();
    }),
  );
  return { perSecond: durations.length / ((performance.now() - started) / 1000), durations };
}

class KeepAliveConnection {
  private received = "";
  private answered: { resolve(): void; reject(error: Error): void } | null = null;
  private readonly head: string;

  private constructor(
    private readonly socket: Socket,
    private readonly target: PostTarget,
  ) {
    const { host, pathname, search } = new URL(target.url);
    const headers = Object.entries({ host, ...target.headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.head = `POST ${pathname}${search} HTTP/1.1\r\n${headers.join("")}`;
    socket.setEncoding("latin1").setNoDelay(true);
    socket.on("data", (text: string) => this.receive(text));
    socket.on("error", (error) => this.answered?.reject(error));
    socket.on("close", () => this.answered?.reject(new Error("the connection was closed")));
  }

  static open(target: PostTarget): Promise<KeepAliveConnection> {
    const { hostname, port } = new URL(target.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new KeepAliveConnection(socket, target)));
      socket.once("error", reject);
    });
  }

  post(): Promise<void> {
    const body = this.target.body();
    return new Promise((resolve, reject) => {
      this.answered = { resolve, reject };
      this.socket.write(`${this.head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.answered = null;
    this.socket.end();
  }

  private receive(text: string): void {
    this.received += text;
    const head = this.received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = /\r\ncontent-length: (\d+)\r\n/i.exec(this.received.slice(0, head + 2))?.[1];
    const isWhole =
      length === undefined
        ? this.received.endsWith("\r\n0\r\n\r\n")
        : this.received.length >= head + 4 + Number(length);
    if (!isWhole) return;
    const answer = this.received;
    this.received = "";
    if (answer.startsWith("HTTP/1.1 200 ")) this.answered?.resolve();
    else this.answered?.reject(new Error(`a post was not answered with 200:\n${answer}`));
  }
}
