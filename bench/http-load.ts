import { Agent, request } from "node:http";

export interface Call {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: object;
  expected: number;
}

export interface Load {
  a_second: number;
  p50_ms: number;
  p99_ms: number;
  calls: number;
}

/**
 * Sends calls over `clients` connections for `seconds`. Each connection sends its next call when its last one is answered.
 * `next` receives the number of the client and returns null to end that client early. Throws if an answer has another
 * status than the expected one.
 */
export const loadFor = async (
  { clients, seconds }: { clients: number; seconds: number },
  next: (client: number) => Call | null,
  answered: (body: string, client: number) => void = () => undefined,
): Promise<Load> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < until) {
        const call = next(client);
        if (call === null) return;
        const sent = performance.now();
        answered(await send(agent, call), client);
        times.push(performance.now() - sent);
      }
    }),
  );
  const elapsed = performance.now() - began;
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { a_second: times.length / (elapsed / 1000), p50_ms: at(0.5), p99_ms: at(0.99), calls: times.length };
};

const send = (agent: Agent, { url, method = "GET", headers = {}, body, expected }: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const content = body === undefined ? {} : { "content-type": "application/json" };
    request(url, { agent, method, headers: { ...headers, ...content } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === expected) resolve(text);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${text.slice(0, 500)}`));
      });
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
