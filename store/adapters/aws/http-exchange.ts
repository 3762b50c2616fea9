import { Agent as HttpAgent, request as requestHttp, type IncomingHttpHeaders } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { epochOf } from "../../../domain/clock.ts";

export interface HttpRequest {
  method: string;
  hostname: string;
  /** Encoded, with the query. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

export interface Timeouts {
  connect_ms: number;
  /** From sending the request to the last byte of its answer. */
  answer_ms: number;
}

export type HttpAnswer = Answered | NotAnswered;

export interface Answered {
  answered: true;
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
  /** Store time from the `Date` header, in milliseconds since the Unix epoch; null without such a header. */
  at: number | null;
}

/** No whole answer arrived. */
export interface NotAnswered {
  answered: false;
  /** False if no byte of the request can have reached the store. */
  sent: boolean;
  /** The system's code, such as `ECONNRESET`, or the name of the error. */
  code: string;
  cause: unknown;
}

/** Makes HTTP requests to one origin and keeps connections open. It never repeats a request. */
export class HttpExchange {
  readonly #isSecure: boolean;
  readonly #port: string;
  readonly #timeouts: Timeouts;
  readonly #agent: HttpAgent;

  constructor({ protocol, port }: URL, timeouts: Timeouts) {
    this.#isSecure = protocol === "https:";
    this.#port = port;
    this.#timeouts = timeouts;
    const options = { keepAlive: true, maxSockets: 256 };
    this.#agent = this.#isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  }

  send(request: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve) => {
      let isConnected = false;
      const signal = AbortSignal.timeout(this.#timeouts.answer_ms);
      const fail = (error: Error): void => {
        const cause: unknown = signal.aborted ? signal.reason : error;
        resolve({ answered: false, sent: isConnected, code: codeOf(cause), cause });
      };
      const { method, hostname, path, headers, body } = request;
      const outgoing = (this.#isSecure ? requestHttps : requestHttp)(
        // Of the socket, until it is connected. `signal` limits the rest.
        {
          agent: this.#agent,
          method,
          hostname,
          port: this.#port,
          path,
          headers,
          signal,
          timeout: this.#timeouts.connect_ms,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", fail);
          incoming.on("end", () => {
            const { statusCode: status = 0, headers } = incoming;
            resolve({ answered: true, status, headers, body: joined(chunks), at: storeTimeOf(headers.date) });
          });
        },
      );
      outgoing.on("error", fail);
      outgoing.on("socket", (socket) => {
        if (!socket.connecting) isConnected = true;
        else socket.once(this.#isSecure ? "secureConnect" : "connect", () => (isConnected = true));
      });
      outgoing.on("timeout", () => {
        if (!isConnected) outgoing.destroy(new ConnectTimeout());
      });
      outgoing.end(body);
    });
  }
}

class ConnectTimeout extends Error {
  override name = "ConnectTimeout";
  readonly code = "ETIMEDOUT";
  constructor() {
    super("The store did not accept a connection in time");
  }
}

/** The system's code, or the name of an error without one. */
export const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};

/** A copy, because the caller may change its bytes, and a chunk shares memory with others of its connection. */
const joined = (chunks: readonly Buffer[]): Uint8Array => {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return new Uint8Array(first);
  return new Uint8Array(Buffer.concat(chunks));
};

/** Milliseconds since the epoch from a `Date` header such as `Fri, 27 Nov 2026 14:03:11 GMT`; null without one. */
const storeTimeOf = (date: string | undefined): number | null => {
  const at = date === undefined ? Number.NaN : epochOf(date);
  return Number.isFinite(at) ? at : null;
};
