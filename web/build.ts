import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build, type BuildOptions } from "esbuild";
import * as book from "#message/book.ts";
import * as clock from "#message/clock.ts";
import * as dashboard from "#message/dashboard.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";

const pages = ["book", "track"] as const;

/** The release that a page names before it is stamped. */
const unstamped = "unreleased";

/**
 * Builds each customer page as one file that shows its first screen alone (`book.html`, `track.html`) and the part that
 * it loads right after (`assets/book-later-…js`), and the dashboard as a page and its `assets/…`. An asset is named by
 * what is in it. The same sources give the same bytes. Build with the default release, name the release after the
 * files, then `stampRelease`.
 * @throws RangeError if a customer page does not fit in one flight.
 */
export const buildPages = async ({ release = unstamped }: { release?: string } = {}): Promise<
  Map<string, Uint8Array>
> => {
  const built = await Promise.all([...pages.map(buildCustomerPage), buildDashboard()]);
  return new Map(
    built.flat().map(([name, bytes]) => [name, name.endsWith(".html") ? stampRelease(bytes, release) : bytes]),
  );
};

/** The first screen waits for one flight of packets: 10 of 1,460 bytes, less what is not the page. */
const flight = 14 * 1024;
/** What CloudFront and our own edge send above a page, generously. */
const headersOnTheWire = 900;

/** @throws RangeError if the page and its headers need a second flight, in the encodings that viewers ask for. */
export const assertOneFlight = async (name: string, page: Uint8Array): Promise<void> => {
  const [gzipped, brotli] = await Promise.all([promisify(gzip)(page, { level: 9 }), promisify(brotliCompress)(page)]);
  const sizes = { gzip: [gzipped.length, flight], brotli: [brotli.length, flight - 1024] } as const;
  for (const [encoding, [bytes, most]] of Object.entries(sizes))
    if (bytes + headersOnTheWire > most)
      throw new RangeError(
        `${name} is ${bytes} bytes in ${encoding}, but only ${most - headersOnTheWire} fit into the first 14 KB with its headers`,
      );
};

const buildCustomerPage = async (page: (typeof pages)[number]): Promise<[string, Uint8Array][]> => {
  // The code behind "Add to calendar" loads with the tap.
  const [onTap, laterStyle, style] = await Promise.all([
    page === "track" ? bundleModule("track-calendar", "track/calendar-file.ts", {}) : null,
    bundle(`${page}/later.css`),
    bundle(`${page}/${page}.css`),
  ]);
  const later = await bundleModule(`${page}-later`, `${page}/later.ts`, {
    laterStyle: JSON.stringify(laterStyle),
    calendarPath: JSON.stringify(`/${onTap?.[0] ?? ""}`),
  });
  const script = await bundle(`${page}/entry.tsx`, { laterPath: JSON.stringify(`/${later[0]}`) });
  const html = new TextEncoder().encode(customerHtml(page, script, style));
  await assertOneFlight(`${page}.html`, html);
  return [[`${page}.html`, html], later, ...(onTap === null ? [] : [onTap])];
};

/** Names the release in a built page. The hashes in its policy stand: they cover script and style, not this. */
export const stampRelease = (page: Uint8Array, release: string): Uint8Array => {
  if (!/^[\w.-]{1,64}$/.test(release)) throw new RangeError(`Not a release id: ${release}`);
  const text = new TextDecoder().decode(page);
  return new TextEncoder().encode(text.replace(/(<meta name="release" content=")[^"]*/, `$1${release}`));
};

const titles = { book: book.titleBare, track: track.titleBare };
const descriptions = { book: book.description, track: track.description };

const options: BuildOptions = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  bundle: true,
  write: false,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  format: "iife",
  target: ["es2022", "chrome109", "safari16.4", "firefox121"],
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "silent",
};

/** The customer pages draw themselves, to fit in one flight: see shared/view/jsx-runtime.ts. The dashboard has room. */
const drawn = { "preact/jsx-runtime": "./shared/view/jsx-runtime.ts" };

const bundle = async (entry: string, define: Record<string, string> = {}): Promise<string> => {
  const { outputFiles } = await build({ ...options, alias: drawn, define, entryPoints: [entry] });
  const text = outputFiles?.[0]?.text.trim();
  if (text === undefined || /<\/(script|style)/i.test(text)) throw new Error(`${entry} cannot stand inside a page`);
  return text;
};

/** A module of its own: what it shares with the first part has no state, and is in both. */
const bundleModule = async (
  name: string,
  entry: string,
  define: Record<string, string>,
): Promise<[string, Uint8Array]> => {
  const { outputFiles } = await build({
    ...options,
    alias: drawn,
    define,
    entryPoints: { [name]: entry },
    format: "esm",
    outdir: "assets",
    entryNames: "[name]-[hash]",
  });
  const [made] = outputFiles ?? [];
  if (made === undefined) throw new Error(`${entry} was not built`);
  return [`assets/${basename(made.path)}`, made.contents];
};

/** Views that few people open, and what only a mouse needs, are chunks of their own; a deploy changes few names. */
const buildDashboard = async (): Promise<[string, Uint8Array][]> => {
  const { outputFiles, metafile } = await build({
    ...options,
    write: false,
    entryPoints: { dashboard: "dashboard/entry.tsx", style: "dashboard/dashboard.css" },
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: "assets",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
  });
  const nameOf = (entry: string) => {
    const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
    if (found === undefined) throw new Error(`${entry} was not built`);
    return { name: found[0], needs: found[1].imports.filter(({ kind }) => kind === "import-statement") };
  };
  const script = nameOf("dashboard/entry.tsx");
  const board = nameOf("dashboard/board/board-page.tsx");
  const first = [...new Set([...script.needs, ...board.needs].map(({ path }) => path)), board.name];
  const page = dashboardHtml({ script: script.name, style: nameOf("dashboard/dashboard.css").name, first });
  const assets = outputFiles.map(({ path, contents }): [string, Uint8Array] => [`assets/${basename(path)}`, contents]);
  return [
    ["dashboard.html", new TextEncoder().encode(page)],
    ...assets,
    ["sw.js", await buildWorker(assets.map(([name]) => `/${name}`).toSorted())],
    ["manifest.webmanifest", new TextEncoder().encode(JSON.stringify(webManifest))],
    ...(await Promise.all(
      iconSizes.map(async (size): Promise<[string, Uint8Array]> => [iconName(size), await readIcon(size)]),
    )),
  ];
};

/** Named by the files that it keeps: a release that changes one of them has another worker. */
const buildWorker = async (assets: string[]): Promise<Uint8Array> => {
  const version = createHash("sha256").update(assets.join("\n")).digest("hex").slice(0, 16);
  const { outputFiles } = await build({
    ...options,
    entryPoints: ["worker/entry.ts"],
    define: { built: JSON.stringify({ assets, version }) },
  });
  const [worker] = outputFiles ?? [];
  if (worker === undefined) throw new Error("The worker was not built");
  return worker.contents;
};

const iconSizes = [180, 192, 512] as const;
type IconSize = (typeof iconSizes)[number];
const iconName = (size: IconSize) => `icon-${size}.png`;
const readIcon = async (size: IconSize) =>
  new Uint8Array(await readFile(new URL(`worker/${iconName(size)}`, import.meta.url)));

/** What a phone needs to keep the dashboard on its home screen. */
const webManifest = {
  name: dashboard.titleBare,
  short_name: dashboard.titleBare,
  id: "/",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#17191c",
  theme_color: "#17191c",
  icons: [192, 512].flatMap((size) =>
    ["any", "maskable"].map((purpose) => ({
      src: `/icon-${size}.png`,
      sizes: `${size}x${size}`,
      type: "image/png",
      purpose,
    })),
  ),
};

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#17191c'/><path d='M5 9h14v12H5zM21 13h4l3 4v4h-7z' fill='#ff7a1a'/></svg>";

/** What the page may do. `frame-ancestors` counts only as a header: the edge sends it. */
const policy = (script: string, style: string, more: string[] = []) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    ...more,
  ].join(";");

const customerPolicy = (script: string, style: string) =>
  policy(`${script} 'self'`, style, ["img-src data:", "trusted-types 'none'"]);
/** It has a worker, which is the one script whose address code may name. */
const dashboardPolicy = policy("'self'", "'self'", [
  "img-src 'self' data:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "trusted-types worker",
]);

const head = (title: string, policy: string, more = "") =>
  `<!doctype html><html lang="${clock.language}"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="release" content="${unstamped}"><meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no">${more}<title>${title}</title><link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon).replaceAll("%20", " ").replaceAll("%3D", "=").replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%27", "'")}">`;
const body = (noscript: string) => `<body><div id="page"><noscript>${noscript}</noscript></div>`;

/** Without scripts a page leads on to the hauler's phone, which is in no page: one build serves every hauler. */
const contactPath = "/brand/contact.html";

const customerHtml = (page: (typeof pages)[number], script: string, style: string) => {
  const [title, description] = [titles[page], descriptions[page]];
  const meta = `<meta name="description" content="${description}"><meta property="og:type" content="website"><meta property="og:title" content="${title}"><meta property="og:description" content="${description}"><noscript><meta http-equiv="refresh" content="0;url=${contactPath}"></noscript>`;
  return `${head(title, customerPolicy(hash(script), hash(style)), meta)}<style>${style}</style>${body(`${customer.needsScript} <a href="${contactPath}">${customer.callInstead}</a>`)}<script>${script}</script>`;
};

/** Asked for by absolute paths: on staging the dashboard lives under a folder, and its views have paths of their own. */
const dashboardHtml = ({ script, style, first }: { script: string; style: string; first: string[] }) =>
  `${head(dashboard.titleBare, dashboardPolicy)}<link rel="manifest" href="/manifest.webmanifest"><link rel="apple-touch-icon" href="/${iconName(180)}"><meta name="theme-color" content="#17191c"><link rel="stylesheet" href="/${style}"><script type="module" src="/${script}"></script>${first.map((path) => `<link rel="modulepreload" href="/${path}">`).join("")}${body(customer.needsScript)}`;
