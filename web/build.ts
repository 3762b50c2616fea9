import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import * as book from "./shared/message/book.ts";
import * as clock from "./shared/message/clock.ts";
import * as dashboard from "./shared/message/dashboard.ts";
import * as shared from "./shared/message/shared.ts";
import * as track from "./shared/message/track.ts";

const pages = ["book", "track", "dashboard"] as const;

/** The release that a page names before it is stamped. */
const unstamped = "unreleased";

/**
 * Builds each page as one file that asks for nothing else: `book.html`, `track.html`, `dashboard.html`. The same
 * sources give the same bytes. Build with the default release, name the release after the files, then `stampRelease`.
 */
export const buildPages = async ({ release = unstamped }: { release?: string } = {}): Promise<
  Map<string, Uint8Array>
> =>
  new Map(
    await Promise.all(
      pages.map(async (page): Promise<[string, Uint8Array]> => {
        const [script, style] = await Promise.all([bundle(`${page}/entry.tsx`), bundle(`${page}/${page}.css`)]);
        return [`${page}.html`, stampRelease(new TextEncoder().encode(html(titles[page], script, style)), release)];
      }),
    ),
  );

/** Names the release in a built page. The hashes in its policy stand: they cover script and style, not this. */
export const stampRelease = (page: Uint8Array, release: string): Uint8Array => {
  if (!/^[\w.-]{1,64}$/.test(release)) throw new RangeError(`Not a release id: ${release}`);
  const text = new TextDecoder().decode(page);
  return new TextEncoder().encode(text.replace(/(<meta name="release" content=")[^"]*/, `$1${release}`));
};

const titles = { book: book.titleBare, track: track.titleBare, dashboard: dashboard.titleBare };

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

const bundle = async (entry: string): Promise<string> => {
  const alias = entry.startsWith("dashboard/") ? {} : drawn;
  const { outputFiles } = await build({ ...options, alias, entryPoints: [entry] });
  const text = outputFiles?.[0]?.text.trim();
  if (text === undefined || /<\/(script|style)/i.test(text)) throw new Error(`${entry} cannot stand inside a page`);
  return text;
};

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#17191c'/><path d='M5 9h14v12H5zM21 13h4l3 4v4h-7z' fill='#ff7a1a'/></svg>";

/** What the page may do. `frame-ancestors` counts only as a header: the edge sends it. */
const policy = (script: string, style: string) =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join(";");

const html = (title: string, script: string, style: string) =>
  `<!doctype html><html lang="${clock.language}"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy(script, style)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="release" content="${unstamped}"><meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no"><title>${title}</title><link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon).replaceAll("%20", " ").replaceAll("%3D", "=").replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%27", "'")}"><style>${style}</style><body><div id="page"><noscript>${shared.needsScript}</noscript></div><script>${script}</script>`;
