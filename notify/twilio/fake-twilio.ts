import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the fake does with the next message. */
export type FakeMode =
  | "accept"
  /** Accepts the message and never answers. */
  | "drop_answer"
  /** Never answers and does not accept. */
  | "hang"
  | { status: number; code?: number; retryAfter?: number };

export interface FakeMessage {
  sid: string;
  fields: Record<string, string>;
}

/** A provider with Twilio's Messages calls, over real HTTP. It answers wrongly as providers do. */
export class FakeTwilio {
  readonly messages: FakeMessage[] = [];
  readonly authorizations: string[] = [];
  /** One entry a call to send; afterwards it accepts. */
  readonly modes: FakeMode[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.authorizations.push(request.headers.authorization ?? "");
    let body = "";
    for await (const chunk of request) body += String(chunk);
    if (request.method === "GET") return this.#list(request, response);
    const mode = this.modes.shift() ?? "accept";
    if (mode === "hang") return;
    if (typeof mode === "object") {
      const { status, code, retryAfter } = mode;
      if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
      return send(response, status, code === undefined ? {} : { code, message: "refused", status });
    }
    const message = { sid: `SM${this.messages.length + 1}`, fields: Object.fromEntries(new URLSearchParams(body)) };
    this.messages.push(message);
    if (mode === "drop_answer") return void request.socket.destroy();
    send(response, 201, { sid: message.sid, status: "queued" });
  }

  #list(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? "/", "http://fake");
    const to = searchParams.get("To");
    const messages = this.messages
      .filter(({ fields }) => to === null || fields["To"] === to)
      .map(({ sid, fields }) => ({ sid, body: fields["Body"], to: fields["To"], status: "sent" }));
    send(response, 200, { messages });
  }
}

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
