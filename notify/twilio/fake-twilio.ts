import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "./signature.ts";

/** What the fake does with the next message. */
export type FakeMode =
  | "accept"
  /** Accepts the message and never answers. */
  | "drop_answer"
  /** Never answers and does not accept. */
  | "hang"
  /** Closes the connection, and does not accept. */
  | "reset"
  | { status: number; code?: number; retryAfter?: number }
  /** Accepts the message. `deliver` reports these states. */
  | { later: readonly FakeReport[] };

export interface FakeReport {
  state: "sent" | "delivered" | "undelivered" | "failed";
  code?: number;
}

export interface FakeMessage {
  sid: string;
  fields: Record<string, string>;
  /** What `deliver` has not reported yet. */
  reports: FakeReport[];
}

/** A provider with Twilio's Messages calls, over real HTTP. It answers wrongly as providers do. */
export class FakeTwilio {
  readonly messages: FakeMessage[] = [];
  readonly authorizations: string[] = [];
  /** One entry a call to send; afterwards `choose` says what it does. */
  readonly modes: FakeMode[] = [];
  /** Numbers that the provider blocks, as it does after STOP: sending to them gives 21610. */
  readonly stopped = new Set<string>();
  readonly #call: typeof fetch;
  readonly #token: string;
  readonly #choose: (fields: Record<string, string>) => FakeMode;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /** `token` signs its own calls, and `call` makes them. By default it accepts every message. */
  constructor({
    token = "token",
    call = fetch,
    choose = () => "accept",
  }: { token?: string; call?: typeof fetch; choose?: (fields: Record<string, string>) => FakeMode } = {}) {
    this.#token = token;
    this.#call = call;
    this.#choose = choose;
  }

  /**
   * Makes the calls that report what became of the messages, in order. A provider also repeats them, and swaps them.
   * Returns the status of each answer.
   */
  async deliver({ twice = false, backwards = false } = {}): Promise<number[]> {
    const calls = this.messages.flatMap((message) =>
      message.reports
        .splice(0)
        .flatMap((report) => (twice ? [report, report] : [report]).map((one) => ({ message, one }))),
    );
    const answers: number[] = [];
    for (const { message, one } of backwards ? calls.toReversed() : calls)
      answers.push(await this.#report(message, one));
    return answers;
  }

  /** Sends a customer's text to the address that the business configured. Returns the status of the answer. */
  async text(url: string, fields: Record<string, string>): Promise<number> {
    return await this.#post(url, {
      MessageSid: `SMin${(this.#texts += 1)}`,
      AccountSid: "AC1",
      To: "+16195550100",
      NumMedia: "0",
      ...fields,
    });
  }

  async #report({ sid, fields }: FakeMessage, { state, code }: FakeReport): Promise<number> {
    const { StatusCallback: url } = fields;
    if (url === undefined) throw new TypeError(`Message ${sid} was sent without StatusCallback`);
    return await this.#post(url, {
      MessageSid: sid,
      MessageStatus: state,
      To: fields["To"] ?? "",
      ...(code === undefined ? {} : { ErrorCode: String(code) }),
    });
  }

  async #post(url: string, fields: Record<string, string>): Promise<number> {
    const response = await this.#call(url, {
      method: "POST",
      headers: { "x-twilio-signature": sign({ url, fields: Object.entries(fields) }, this.#token) },
      body: new URLSearchParams(fields),
    });
    await response.text();
    return response.status;
  }

  #texts = 0;

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
    const fields = Object.fromEntries(new URLSearchParams(body));
    const mode = this.modes.shift() ?? this.#choose(fields);
    if (mode === "hang") return;
    if (mode === "reset") return void request.socket.destroy();
    if (this.stopped.has(fields["To"] ?? ""))
      return send(response, 400, { code: 21_610, message: "unsubscribed recipient", status: 400 });
    if (typeof mode === "object" && "status" in mode) {
      const { status, code, retryAfter } = mode;
      if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
      return send(response, status, code === undefined ? {} : { code, message: "refused", status });
    }
    const reports = typeof mode === "object" ? [...mode.later] : [];
    const message: FakeMessage = { sid: `SM${this.messages.length + 1}`, fields, reports };
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
