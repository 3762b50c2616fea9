import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** How a receiver answers a call. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A call as the receiver got it. */
export interface ReceivedCall {
  /** The `webhook-id`. */
  id: string;
  body: string;
  headers: Record<string, string>;
}

export interface WebhookReceiver {
  url: string;
  received: ReceivedCall[];
  /** A test replaces it. */
  answer: Answer;
  close(): Promise<void>;
}

export const answerOk: Answer = (_, response) => void response.end("thanks");

export const answerStatus =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end();

/** Starts a real receiver of webhooks on a free port of this machine. */
export const startReceiver = async (): Promise<WebhookReceiver> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      receiver.received.push({ id: headers["webhook-id"] ?? "", body: Buffer.concat(chunks).toString(), headers });
      receiver.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The receiver has no port");
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${address.port}/hook?from=tailboard`,
    received: [],
    answer: answerOk,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
  return receiver;
};
