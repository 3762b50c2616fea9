import { relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { packageRoot } from "../config.ts";

/**
 * Builds the function's files, by name; `index.mjs` exports `handler`. The bundle includes the SDK of the lockfile,
 * because the runtime's own SDK changes without a deploy. The same sources give the same bytes. Each store's SDK is a
 * separate file that loads when such a store opens, to keep cold starts short.
 */
export const bundleLambda = async (): Promise<Map<string, Uint8Array>> => {
  const { outputFiles } = await build({
    absWorkingDir: packageRoot,
    entryPoints: { index: "main/lambda.ts" },
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    charset: "utf8",
    legalComments: "none",
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    outdir: "lambda",
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    plugins: [english, roleCredentials],
    logLevel: "silent",
  });
  return new Map(
    outputFiles
      .map(({ path, contents }): [string, Uint8Array] => [relative(`${packageRoot}/lambda`, path), contents])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
};

/** Leaves out the validator's messages in fifty languages; the pages have their own. */
const english: Plugin = {
  name: "english",
  setup: (builder) =>
    builder.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    })),
};

/** Leaves out every credential source but the environment, where Lambda puts them. That saves a sixth of the bundle. */
const roleCredentials: Plugin = {
  name: "role-credentials",
  setup: (builder) => {
    builder.onResolve(
      {
        filter:
          /^bowser$|^@aws-sdk\/(?:credential-provider-(?:http|ini|login|process|sso|web-identity)|token-providers)$/,
      },
      ({ path }) => ({ path, namespace: "not-in-a-function" }),
    );
    builder.onLoad({ filter: /./, namespace: "not-in-a-function" }, ({ path }) => ({
      contents: `const missing = () => { throw new Error(${JSON.stringify(`${path} is not in this bundle`)}); };
export const fromHttp = missing, fromIni = missing, fromProcess = missing, fromSSO = missing, fromTokenFile = missing;`,
    }));
  },
};
