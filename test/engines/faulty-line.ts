import { Readable } from "node:stream";
import type { Random } from "../../domain/random.ts";
import type { Wire } from "../../store/dynamodb/wire.ts";

/** Shares of calls, 0 to 1. A `late` write is applied a few calls later, or never. */
export interface LineFaults {
  /** Applied, but the answer is lost. */
  lost: number;
  late: number;
  /** Never arrives, and the caller gets no answer. */
  dropped: number;
  /** Arrives twice, as a proxy may deliver it. */
  twice: number;
  /** 500, before or after it was applied. */
  broken: number;
  throttled: number;
  /** A transaction conflicts with another one; other calls are throttled. */
  raced: number;
}

/** Injects faults between the SDK and the table, as a network and a busy table can. Returns the client adapter. */
export const onFaultyLine = (wire: Wire, random: Random, rates: LineFaults): Wire => {
  const { config } = wire.client;
  const real = config.requestHandler;
  type Request = Parameters<typeof real.handle>[0];
  type Options = Parameters<typeof real.handle>[1];
  let late: Request[] = [];

  const choose = (): keyof LineFaults | "none" => {
    let left = random.fraction();
    for (const fault of ["lost", "late", "dropped", "twice", "broken", "throttled", "raced"] as const) {
      left -= rates[fault];
      if (left < 0) return fault;
    }
    return "none";
  };

  const handle = async (request: Request, options?: Options): ReturnType<typeof real.handle> => {
    const waiting = late;
    late = [];
    for (const one of waiting) {
      if (random.fraction() < 0.2) await real.handle(one);
      else late.push(one);
    }
    const fault = choose();
    const send = () => real.handle(request, options);
    const isTransaction = request.headers["x-amz-target"]?.endsWith("TransactWriteItems") === true;
    if (fault === "none") return await send();
    if (fault === "lost") await send();
    if (fault === "late") late.push(request);
    if (fault === "twice") {
      await send();
      return await send();
    }
    if (fault === "broken") {
      if (random.fraction() < 0.5) await send();
      return answer(500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError" });
    }
    if (fault === "raced" && isTransaction) {
      return answer(400, {
        __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }, { Code: "ThrottlingError" }],
      });
    }
    if (fault === "throttled" || fault === "raced") {
      return answer(400, { __type: "com.amazon.coral.availability#ThrottlingException" });
    }
    throw Object.assign(new Error("The line is broken"), { name: "TimeoutError", code: "ECONNRESET" });
  };

  config.requestHandler = Object.assign(Object.create(real), { handle });
  return wire;
};

const answer = (statusCode: number, body: object) => ({
  response: {
    statusCode,
    reason: "",
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: Readable.from([Buffer.from(JSON.stringify(body))]),
  },
});
