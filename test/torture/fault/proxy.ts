import { Agent, createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../../domain/random.ts";

/** What the network does with a request, and the share of each fault. */
const shares = {
  /** Delivered; the response is dropped, or breaks off, or is 500. */
  "lost answer": 14,
  "half an answer": 6,
  "500 after it was done": 8,
  /** Delivered twice, immediately or up to seconds later. The response is the first one's. */
  duplicate: 12,
  "late duplicate": 8,
  /** Held back for a moment, or past the client's timeout, and then delivered. */
  delay: 22,
  late: 1.5,
  /** Not delivered. */
  "409": 5,
  "412": 5,
  "500": 6,
  "503": 8,
  reset: 6,
};
export type ProxyFault = keyof typeof shares;

export interface ProxyOptions {
  target: string;
  random: Random;
  /** Share of requests that get a fault. */
  rate: number;
  /** The client's timeout. */
  patience_ms: number;
  tell: (fault: ProxyFault) => void;
  /** Makes the body of an injected response in this engine's format. */
  words: (status: number) => Words;
}

export interface Words {
  /** Statuses that this engine expresses by another number. */
  status?: number;
  body: string;
  type: string;
}

/** A proxy on loopback between a worker and its engine that injects network faults. */
export class Proxy {
  readonly #options: ProxyOptions;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #target: URL;
  #calm = false;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#target = new URL(options.target);
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => void this.#handle(request, response, Buffer.concat(chunks)));
      request.on("error", () => undefined);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Stops injecting faults. */
  calm(): void {
    this.#calm = true;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#agent.destroy();
  }

  async #handle(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const fault = this.#choose(request);
    if (fault !== null) this.#options.tell(fault);
    const { random, patience_ms, words } = this.#options;
    try {
      if (fault === "reset") return void response.destroy();
      if (fault !== null && /^\d+$/.test(fault)) return answer(response, Number(fault), words(Number(fault)));
      if (fault === "delay") await sleep(random.fraction() * 250);
      if (fault === "late") await sleep(patience_ms * (0.9 + random.fraction() * 2));
      const delivered = this.#deliver(request, body);
      if (fault === "duplicate") this.#again(request, body);
      const reply = await delivered;
      if (fault === "late duplicate") setTimeout(() => this.#again(request, body), random.fraction() * 4_000).unref();
      if (fault === "late" || fault === "lost answer") return void response.destroy();
      if (fault === "500 after it was done") return answer(response, 500, words(500));
      response.writeHead(reply.status, reply.headers);
      if (fault !== "half an answer") return void response.end(reply.body);
      // The headers have the full length.
      response.write(reply.body.subarray(0, reply.body.length / 2), () => response.destroy());
      if (reply.body.length === 0) response.destroy();
    } catch {
      response.destroy(); // the engine closed its side, so close ours
    }
  }

  #choose(request: IncomingMessage): ProxyFault | null {
    const { random, rate } = this.#options;
    if (this.#calm || random.fraction() >= rate) return null;
    let left = random.fraction() * Object.values(shares).reduce((sum, share) => sum + share, 0);
    for (const [fault, share] of Object.entries(shares) as [ProxyFault, number][]) {
      left -= share;
      if (left >= 0) continue;
      // Not a response to a read.
      return request.method === "GET" && (fault === "409" || fault === "412") ? "503" : fault;
    }
    return null;
  }

  #again(request: IncomingMessage, body: Buffer): void {
    // Its response is dropped.
    this.#deliver(request, body).catch(() => undefined);
  }

  #deliver(request: IncomingMessage, body: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const outgoing = ask(
        {
          agent: this.#agent,
          host: this.#target.hostname,
          port: this.#target.port,
          method: request.method,
          path: request.url,
          // The request as it was signed, including the host.
          headers: request.headers,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("end", () => {
            const { "transfer-encoding": _chunked, connection: _ours, ...headers } = incoming.headers;
            const whole = Buffer.concat(chunks);
            resolve({
              status: incoming.statusCode ?? 502,
              headers: request.method === "HEAD" ? headers : { ...headers, "content-length": String(whole.length) },
              body: whole,
            });
          });
          incoming.on("error", reject);
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

const answer = (response: ServerResponse, asked: number, { body, type, status = asked }: Words): void => {
  response.writeHead(status, { "content-type": type, "content-length": String(Buffer.byteLength(body)) });
  response.end(body);
};

/** The error format of an S3 store. */
export const bucketWords = (status: number): Words => {
  const codes: Record<number, string> = {
    409: "ConditionalRequestConflict",
    412: "PreconditionFailed",
    503: "SlowDown",
  };
  const code = codes[status] ?? "InternalError";
  return { type: "application/xml", body: `<Error><Code>${code}</Code><Message>Made for a test</Message></Error>` };
};

/** The error format of DynamoDB, in which a transaction conflict and a throttle are 400. */
export const tableWords = (status: number): Words => {
  const names: Record<number, string> = {
    409: "TransactionConflictException",
    412: "ProvisionedThroughputExceededException",
    503: "ServiceUnavailable",
  };
  const name = names[status] ?? "InternalServerError";
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "Made for a test" });
  return { status: status < 500 ? 400 : status, type: "application/x-amz-json-1.0", body };
};
