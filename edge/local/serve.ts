import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError, type HttpBindings } from "@hono/node-server";
import type { Clock } from "../../domain/clock.ts";
import { createClientAddress, type ProxyRange } from "./client-address.ts";
import type { FetchContext } from "./local-edge.ts";

/**
 * Binds `count` consecutive ports, each on all `hosts`, so that the caller knows the URLs before it builds the handlers.
 * Requests that arrive before `handle` wait for it. With port 0 it binds `count` free ports.
 * @throws ListenError if it cannot bind a port. Then it holds none.
 */
export const bindOrigins = async (options: BindOptions): Promise<BoundOrigin[]> => {
  const bound: BoundOrigin[] = [];
  try {
    for (let at = 0; at < options.count; at++) bound.push(await bindOrigin(options.port && options.port + at, options));
    return bound;
  } catch (fault) {
    await Promise.all(bound.map((origin) => origin.close()));
    throw fault;
  }
};

export interface BindOptions {
  port: number;
  count: number;
  /** The first address is required. Another address is skipped if this machine does not have it. */
  hosts?: string[];
  /** Reverse proxies whose `X-Forwarded-For` is trusted. Without proxies the client is the socket's peer. */
  proxies?: ProxyRange[];
  clock: Clock;
  /** Receives what a handler threw. The viewer gets an empty 500. */
  onFault: (fault: unknown) => void;
}

export interface BoundOrigin {
  port: number;
  handle(fetch: FetchHandler): void;
  /** Stops accepting requests, finishes those in progress and cuts any that takes longer than a second. */
  close(): Promise<void>;
}

export type FetchHandler = (request: Request, context: FetchContext) => Promise<Response>;

export class ListenError extends Error {
  readonly reason: "taken" | "refused" | "no_such_address";
  readonly port: number;
  readonly host: string;

  constructor(reason: ListenError["reason"], host: string, port: number) {
    super(
      {
        taken: `Another program is using port ${port}. Stop it, or choose another port with PORT.`,
        refused: `This account may not listen on port ${port}. Choose a port from 1024 up with PORT.`,
        no_such_address: `This machine does not have the address ${host}, so it cannot listen on it.`,
      }[reason],
    );
    this.name = "ListenError";
    this.reason = reason;
    this.port = port;
    this.host = host;
  }
}

const loopback = ["127.0.0.1", "::1"];
const graceMs = 1_000;

const bindOrigin = async (
  port: number,
  { hosts = loopback, proxies = [], clock, onFault }: BindOptions,
): Promise<BoundOrigin> => {
  const clientAddressOf = createClientAddress(proxies);
  const ready = Promise.withResolvers<FetchHandler>();
  const listener = getRequestListener(
    async (request, { incoming }) => {
      const { url, socket } = incoming as HttpBindings["incoming"];
      const clientAddress = clientAddressOf(socket.remoteAddress, request.headers.get("x-forwarded-for") ?? undefined);
      return (await ready.promise)(request, url === undefined ? { clientAddress } : { clientAddress, target: url });
    },
    {
      errorHandler: (fault) => {
        if (fault instanceof RequestError) return new Response(null, { status: 400 });
        onFault(fault);
        return new Response(null, { status: 500 });
      },
    },
  );
  let closing = false;
  const servers = await listenOnAll(port, hosts, () => {
    const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (incoming, outgoing) => {
      // `close` has ended the idle connections; a kept-alive connection becomes idle only now.
      outgoing.once("close", () => closing && server.closeIdleConnections());
      // A URL parser would read a backslash as a slash. Encode it, so that the edge function refuses it.
      incoming.url = incoming.url?.replaceAll("\\", "%5C");
      void listener(incoming, outgoing);
    });
    return server;
  });
  return {
    port: portOf(servers[0]),
    handle: ready.resolve,
    close: async () => {
      closing = true;
      const closed = Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      await Promise.race([closed, clock.sleep(graceMs)]);
      for (const server of servers) server.closeAllConnections();
      await closed;
    },
  };
};

/** With port 0, the first host's free port may be taken on the next host. Then this tries another port. */
const listenOnAll = async (port: number, hosts: string[], create: () => Server, tries = 20): Promise<Server[]> => {
  const servers: Server[] = [];
  for (const host of hosts) {
    const server = create();
    try {
      await listen(server, host, servers.length > 0 ? portOf(servers[0]) : port);
      servers.push(server);
    } catch (fault) {
      if (fault instanceof ListenError && fault.reason === "no_such_address" && servers.length > 0) continue;
      for (const each of servers) each.close();
      if (fault instanceof ListenError && fault.reason === "taken" && port === 0 && tries > 0)
        return listenOnAll(port, hosts, create, tries - 1);
      throw fault;
    }
  }
  return servers;
};

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => {
      const reason = reasons[fault.code ?? ""];
      reject(reason ? new ListenError(reason, host, port) : fault);
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });

const reasons: Record<string, ListenError["reason"]> = {
  EADDRINUSE: "taken",
  EACCES: "refused",
  EADDRNOTAVAIL: "no_such_address",
  EAFNOSUPPORT: "no_such_address",
  ENOTFOUND: "no_such_address",
};

const portOf = (server: Server | undefined): number => {
  const address = server?.address();
  if (!isAddressInfo(address)) throw new TypeError("Not listening on a port");
  return address.port;
};

const isAddressInfo = (address: unknown): address is AddressInfo =>
  typeof address === "object" && address !== null && "port" in address;
