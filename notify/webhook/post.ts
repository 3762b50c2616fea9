import http from "node:http";
import https from "node:https";
import { isIPv6 } from "node:net";
import type { AttemptError } from "../../domain/webhook/queue.ts";

/** What a receiver answered, or why there is no answer. */
export type Posted = { status: number; retryAfter: string | null } | { error: AttemptError };

export const timeout_ms = 5_000;
/** More of an answer is not read. */
const mostBytes = 4_096;

/**
 * Posts a body to `address` for the name in `url`, and waits for at most five seconds. The connection goes to the checked
 * address, even if the name now resolves to another one, and the certificate must be of the name. It follows no redirect and uses no proxy.
 */
export const post = async (
  url: URL,
  { address, headers, body }: { address: string; headers: Record<string, string>; body: string },
): Promise<Posted> => {
  const { request, Agent } = url.protocol === "https:" ? https : http;
  return await new Promise<Posted>((resolve) => {
    const call = request(url, {
      method: "POST",
      // An agent of its own: no connection is kept, and none goes through a proxy of the environment.
      agent: new Agent({ keepAlive: false }),
      lookup: (_hostname, options, answer) => {
        const family = isIPv6(address) ? 6 : 4;
        if (options.all === true) answer(null, [{ address, family }]);
        else answer(null, address, family);
      },
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "user-agent": "Tailboard-Webhooks/1",
      },
      signal: AbortSignal.timeout(timeout_ms),
    });
    call.on("response", (response) => {
      // The status is the answer. The rest is read so that the receiver can end, up to a limit.
      const { statusCode: status = 0, headers: answered } = response;
      const end = () => {
        resolve({ status, retryAfter: answered["retry-after"] ?? null });
        call.destroy();
      };
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) end();
      });
      response.on("end", end);
      response.on("error", end);
    });
    call.on("error", (error) => resolve({ error: errorOf(error) }));
    call.end(body);
  });
};

const errorOf = (error: Error & { code?: string }): AttemptError => {
  if (error.name === "AbortError" || error.name === "TimeoutError" || error.code === "ETIMEDOUT") return "timeout";
  const { code = "" } = error;
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? "certificate" : "connection";
};
