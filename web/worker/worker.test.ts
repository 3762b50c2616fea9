import { beforeEach, describe, expect, it } from "vitest";
import { createWorker, type Worker } from "./worker.ts";

const scope = "http://localhost:4102/";
const pageOf = (release: string, asset: string) =>
  `<meta name="release" content="${release}"><script type="module" src="/assets/${asset}"></script>`;

/** The browser's caches, and a network whose responses a test sets. */
const world = () => {
  const stores = new Map<string, Map<string, Response>>();
  const network = new Map<string, () => Promise<Response>>();
  const requested: string[] = [];
  let expire = () => {};
  const timeout = () => new Promise<void>((resolve) => (expire = resolve));
  const nameOf = (key: RequestInfo | URL) => (key instanceof Request ? key.url : String(key));
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return { put: async (key: RequestInfo | URL, value: Response) => void store.set(nameOf(key), value) } as Cache;
  };
  const caches = {
    open,
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (key: RequestInfo | URL) =>
      [...stores.values()]
        .map((store) => store.get(nameOf(key)))
        .find((found) => found !== undefined)
        ?.clone(),
  };
  const fetching = (async (key: RequestInfo | URL) => {
    requested.push(nameOf(key));
    const answer = network.get(nameOf(key));
    if (answer === undefined) throw new TypeError("Failed to fetch");
    return await answer();
  }) as typeof fetch;
  const serve = (path: string, body: string, status = 200) =>
    network.set(new URL(path, scope).href, () => Promise.resolve(new Response(body, { status })));
  const workerOf = (version: string, assets: string[]): Worker =>
    createWorker({ scope, assets, version, caches, fetch: fetching, timeout });
  return { stores, network, requested, serve, workerOf, expireTimeout: () => expire() };
};

let { stores, network, requested, serve, workerOf, expireTimeout } = world();
beforeEach(() => ({ stores, network, requested, serve, workerOf, expireTimeout } = world()));

const get = (path: string, mode: RequestMode = "navigate", method = "GET") => ({
  url: new URL(path, scope).href,
  method,
  mode,
});
const read = async (answer: Promise<Response> | null) => (await answer)?.text();

const installed = async (): Promise<Worker> => {
  serve("/", pageOf("one", "app-1.js"));
  serve("/assets/app-1.js", "// one");
  serve("/assets/crew-1.js", "// crew");
  const worker = workerOf("1", ["/assets/app-1.js", "/assets/crew-1.js"]);
  await worker.install();
  await worker.activate();
  return worker;
};

describe("with a signal", () => {
  it("loads the page from the network each time, so that a promotion shows immediately", async () => {
    const worker = await installed();
    serve("/jobs", pageOf("two", "app-2.js"));
    expect(await read(worker.answer(get("/jobs")))).toContain("two");
  });

  it("shows the cached page if the response is an error or does not come", async () => {
    const worker = await installed();
    serve("/", "down", 503);
    expect(await read(worker.answer(get("/")))).toContain("one");
    network.set(scope, () => new Promise(() => {}));
    const answer = read(worker.answer(get("/")));
    // The worker reads its caches first.
    await expect.poll(() => requested.filter((url) => url === scope).length).toBe(3);
    expireTimeout();
    expect(await answer).toContain("one");
  });

  it("ignores API calls, other methods, other origins and other paths", async () => {
    const worker = await installed();
    for (const request of [
      get("/api/v1/board", "cors"),
      get("/api/v1/openapi.json"),
      get("/healthz"),
      get("/icon-192.png", "no-cors"),
      get("/", "navigate", "POST"),
      get("https://maps.example/"),
    ])
      expect(worker.answer(request)).toBeNull();
  });
});

describe("without a signal", () => {
  it("opens any view from the cached page, and serves each cached file", async () => {
    const worker = await installed();
    network.clear();
    expect(await read(worker.answer(get("/people?x=1")))).toContain("one");
    expect(await read(worker.answer(get("/assets/crew-1.js", "cors")))).toBe("// crew");
    await expect(worker.answer(get("/assets/other-1.js", "cors"))).rejects.toThrow("Failed to fetch");
  });
});

describe("a new worker", () => {
  it("caches its own page and files, reuses unchanged files, and removes the old cache", async () => {
    await installed();
    requested.length = 0;
    serve("/", pageOf("two", "app-2.js"));
    serve("/assets/app-2.js", "// two");
    const next = workerOf("2", ["/assets/app-2.js", "/assets/crew-1.js"]);
    await next.install();
    expect(requested.map((url) => new URL(url).pathname)).toEqual(["/", "/assets/app-2.js"]);
    expect([...stores.keys()]).toEqual(["pages-1", "pages-2"]);
    await next.activate();
    expect([...stores.keys()]).toEqual(["pages-2"]);
    network.clear();
    expect(await read(next.answer(get("/")))).toContain("two");
    expect(await read(next.answer(get("/assets/crew-1.js", "cors")))).toBe("// crew");
  });

  it("that loads another release's page caches that page with its files", async () => {
    serve("/", pageOf("two", "app-2.js"));
    serve("/assets/app-1.js", "// one");
    serve("/assets/app-2.js", "// two");
    const worker = workerOf("1", ["/assets/app-1.js"]);
    await worker.install();
    network.clear();
    expect(await read(worker.answer(get("/")))).toContain("app-2.js");
    expect(await read(worker.answer(get("/assets/app-2.js", "cors")))).toBe("// two");
  });

  it("does not take over with an incomplete set of files", async () => {
    serve("/", pageOf("one", "app-1.js"));
    serve("/assets/app-1.js", "gone", 404);
    await expect(workerOf("1", []).install()).rejects.toThrow("answered 404");
    serve("/", "gone", 404);
    await expect(workerOf("1", []).install()).rejects.toThrow("answered 404");
  });
});
