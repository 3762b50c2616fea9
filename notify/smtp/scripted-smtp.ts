import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** What the server does instead of the usual answer, by the command that it receives. `close` ends the connection. */
export type SmtpScript = Partial<Record<"EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "BODY", string>>;

/** A mail server over a real socket that answers as a test says. It accepts everything else. */
export class ScriptedSmtp {
  /** The whole of each message that arrived, headers and body, also if the answer was a refusal. */
  readonly received: string[] = [];
  script: SmtpScript = {};
  readonly #server: Server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined); // the client may be gone
    const say = (step: keyof SmtpScript, usual: string) => {
      const answer = this.script[step] ?? usual;
      if (answer === "close") socket.destroy();
      else socket.write(`${answer}\r\n`);
    };
    let waiting = "";
    let isBody = false;
    socket.write("220 scripted\r\n");
    socket.on("data", (chunk) => {
      waiting += chunk.toString();
      for (;;) {
        const end = waiting.indexOf(isBody ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = waiting.slice(0, end);
        waiting = waiting.slice(end + (isBody ? 5 : 2));
        if (isBody) {
          isBody = false;
          this.received.push(part);
          say("BODY", "250 queued as 1");
        } else if (part.startsWith("EHLO")) say("EHLO", "250-scripted\r\n250 AUTH PLAIN");
        else if (part.startsWith("AUTH")) say("AUTH", "235 welcome");
        else if (part.startsWith("MAIL")) say("MAIL", "250 ok");
        else if (part.startsWith("RCPT")) say("RCPT", "250 ok");
        else if (part === "DATA") {
          isBody = this.script.DATA === undefined;
          say("DATA", "354 go on");
        } else socket.write("250 ok\r\n");
      }
    });
  }
}
