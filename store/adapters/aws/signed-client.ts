import type { Clock } from "../../../domain/clock.ts";
import { codeOf, HttpExchange, type HttpAnswer, type Timeouts } from "./http-exchange.ts";
import { loadSigning, type Signing } from "./load-signing.ts";

export interface SignedClientOptions {
  service: "s3" | "dynamodb";
  /** Null is AWS, or the endpoint that AWS_ENDPOINT_URL or the shared configuration names. */
  endpoint: string | null;
  /** Null takes the region from AWS_REGION or the shared configuration; another endpoint than AWS needs none. */
  region: string | null;
  /** Null looks in the environment, shared files and the role of the machine. */
  credentials: Credentials | null;
  timeouts: Timeouts;
  clock: Pick<Clock, "now">;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface SignedCall {
  method: string;
  /** Precedes the host of the endpoint, with a dot at its end. */
  subdomain?: string;
  /** Encoded. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

/** Loads what signing needs and finds the endpoint. Rejects if a package, or a region for AWS, is missing. */
export const openSignedClient = async (options: SignedClientOptions): Promise<SignedClient> => {
  const signing = await loadSigning();
  return new SignedClient(signing, { ...options, ...(await placeOf(options, signing)) });
};

/** Sends requests with AWS signatures, each once. Every answer carries the store's own time. */
export class SignedClient {
  /** True if this client chose the endpoint of AWS for the region, and false if the caller or the environment named one. */
  readonly isDefaultEndpoint: boolean;
  readonly #signer: InstanceType<Signing["SignatureV4"]>;
  readonly #endpoint: URL;
  readonly #exchange: HttpExchange;
  readonly #clock: Pick<Clock, "now">;
  #clockOffset_ms = 0;

  constructor(
    { SignatureV4, defaultProvider, Sha256 }: Signing,
    options: Omit<SignedClientOptions, "endpoint" | "region"> & Place,
  ) {
    const { service, endpoint, region, credentials, timeouts, clock, isDefaultEndpoint } = options;
    this.isDefaultEndpoint = isDefaultEndpoint;
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#exchange = new HttpExchange(endpoint, timeouts);
    this.#signer = new SignatureV4({
      service,
      region,
      credentials: credentials ?? defaultProvider(),
      sha256: Sha256,
      // S3 signs the path as it is sent; other services sign it encoded once more.
      uriEscapePath: service !== "s3",
    });
  }

  /** Such as `https://s3.us-west-2.amazonaws.com`. */
  get endpoint(): string {
    return this.#endpoint.origin;
  }

  /**
   * Sends a call. A store that refuses it because of this machine's clock gets it once more, signed with the store's
   * time: such a refusal comes before any effect, and a late copy of the first request is refused too.
   */
  async send(call: SignedCall): Promise<HttpAnswer> {
    const answer = await this.#sendOnce(call);
    if (!answer.answered || answer.at === null || !isRefusedForTime(answer)) return answer;
    this.#clockOffset_ms = answer.at - this.#clock.now();
    return await this.#sendOnce(call);
  }

  async #sendOnce({ method, subdomain = "", path, query = {}, headers = {}, body }: SignedCall): Promise<HttpAnswer> {
    const { protocol, hostname: host, port } = this.#endpoint;
    const hostname = `${subdomain}${host}`;
    const request = {
      method,
      protocol,
      hostname,
      path,
      query,
      headers: {
        host: port === "" ? hostname : `${hostname}:${port}`,
        ...headers,
        ...(body === undefined ? {} : { "content-length": String(body.length) }),
      },
      body,
    };
    let signed: Record<string, string>;
    try {
      const signingDate = (this.#clock.now() + this.#clockOffset_ms) / 1_000;
      ({ headers: signed } = await this.#signer.sign(request, { signingDate }));
    } catch (cause) {
      return { answered: false, sent: false, code: codeOf(cause), cause };
    }
    const search = Object.entries(query)
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .join("&");
    return await this.#exchange.send({
      method,
      hostname,
      path: search === "" ? path : `${path}?${search}`,
      headers: signed,
      body: body ?? null,
    });
  }
}

/** Encodes as signatures require, which is stricter than `encodeURIComponent`. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const isRefusedForTime = ({ status, body }: { status: number; body: Uint8Array }): boolean =>
  status >= 400 && status < 500 && refusedForTime.test(new TextDecoder().decode(body));

const refusedForTime = /RequestTimeTooSkewed|RequestExpired|RequestInTheFuture|Signature (?:expired|not yet current)/;

interface Place {
  endpoint: URL;
  region: string;
  isDefaultEndpoint: boolean;
}

const placeOf = async ({ service, ...options }: SignedClientOptions, { loadConfig }: Signing): Promise<Place> => {
  const read = (variables: readonly string[], name: string): Promise<string> =>
    loadConfig({
      environmentVariableSelector: (env) =>
        variables.map((variable) => env[variable]).find((value) => value !== undefined),
      configFileSelector: (profile) => profile[name],
      default: "",
    })();
  const named =
    options.endpoint ?? (await read([`AWS_ENDPOINT_URL_${service.toUpperCase()}`, "AWS_ENDPOINT_URL"], "endpoint_url"));
  if (named !== "") {
    return { endpoint: new URL(named), region: options.region ?? "us-east-1", isDefaultEndpoint: false };
  }
  const region = options.region ?? (await read(["AWS_REGION"], "region"));
  if (region === "") throw new NoRegion();
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return { endpoint: new URL(`https://${service}.${region}.${domain}`), region, isDefaultEndpoint: true };
};

/** The store is in AWS, and neither its address nor the environment names a region. */
export class NoRegion extends Error {
  override name = "NoRegion";
  constructor() {
    super("No AWS region was found. Add ?region=… to the address of the store, or set AWS_REGION.");
  }
}
