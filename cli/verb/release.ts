import type { Command } from "commander";
import type { Release } from "../../release/artifacts/build-release.ts";
import type { Source } from "../../release/artifacts/source.ts";
import { Failed, localProblem } from "../failure.ts";
import { shipped } from "../deployer.ts";
import { showReleases } from "../show/release.ts";
import { reply, verb, type Said } from "../verb.ts";

export const releaseVerbs = (root: Command): void => {
  const release = root.command("release").description("Releases: build one, list what is where");

  verb(release, "build", {
    summary: "Build the pages and say what is in them; uploads nothing",
    example: "release build --dirty",
  })
    .option("--dirty", "also with changes that are in no commit")
    .action(async (options: Said & { dirty?: true }) => {
      const { built, source } = await buildHere(options.dirty === true);
      const { id, files, api } = built.manifest;
      await reply(options, { id, ...source, files, api: api ?? null }, () =>
        [
          `Release ${id}, ${source.commit?.slice(0, 9) ?? "not from a commit"}${source.dirty ? " + changes" : ""}`,
          ...files.map(({ name, sha256, bytes }) => `  ${sha256.slice(0, 12)}  ${String(bytes).padStart(8)}  ${name}`),
          ...(api === undefined
            ? []
            : [
                `  ${api.sha256.slice(0, 12)}  ${String(api.bytes).padStart(8)}  the API, which no file of the pages is`,
              ]),
        ].join("\n"),
      );
    });

  verb(release, "list", {
    summary: "Releases, newest first: where each is live, since when, by whom",
    example: "release list",
  }).action(async (options: Said) => {
    const { listReleases } = await import("../../release/promotion/status.ts");
    const releases = await shipped(listReleases);
    await reply(options, { items: releases }, () => showReleases(releases));
  });
};

/** @throws Failed for a tree with changes in no commit, unless told. */
export const buildHere = async (dirty: boolean): Promise<{ built: Release; source: Source }> => {
  const [{ buildRelease }, { readSource }, { packageRoot, ConfigError }, { readOwn }] = await Promise.all([
    import("../../release/artifacts/build-release.ts"),
    import("../../release/artifacts/source.ts"),
    import("../../main/config.ts"),
    import("../../main/own-deployment.ts"),
  ]);
  const source = await readSource(packageRoot);
  if (source.dirty && !dirty)
    throw new Failed(
      localProblem(
        "invalid",
        "This checkout has changes that are in no commit, so nobody could build this release again.",
      ),
      ["Commit them, or say --dirty."],
    );
  const { deployment } = await readOwn(process.env).catch((error: unknown) => {
    throw error instanceof ConfigError ? new Failed(localProblem("invalid", error.message)) : error;
  });
  const { readContract } = await import("../../main/contract.ts");
  const contract = await readContract();
  return { built: await buildRelease({ contract, ...(deployment === null ? {} : { buildApi }) }), source };
};

/** Where there is a function to run it. */
const buildApi = async (): Promise<Uint8Array> => {
  const [{ bundleLambda }, { zipOf }] = await Promise.all([
    import("../../main/lambda/bundle.ts"),
    import("../../main/lambda/zip.ts"),
  ]);
  return zipOf(await bundleLambda());
};
