import type { Command } from "commander";
import { buildHere } from "../build-release.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { withDeployer } from "../deployer.ts";
import * as message from "../message/release.ts";
import { showReleases } from "../show/release.ts";

export const addReleaseCommands = (root: Command): void => {
  const release = root.command("release").description("Releases: build one, list all");

  addCommand(release, "build", {
    summary: "Build a release and list its files; uploads nothing",
    example: "release build --dirty",
  })
    .option("--dirty", "allow uncommitted changes")
    .action(async (options: OutputOptions & { dirty?: true }) => {
      const { built, source } = await buildHere(options.dirty === true);
      const { id, files, api } = built.manifest;
      await printResult(options, { id, ...source, files, api: api ?? null }, () =>
        [
          message.built(id, source.commit, source.dirty),
          ...files.map((file) => fileLine(file.sha256, file.bytes, file.name)),
          ...(api === undefined ? [] : [fileLine(api.sha256, api.bytes, message.apiFile)]),
        ].join("\n"),
      );
    });

  addCommand(release, "list", {
    summary: "List releases, newest first: where each is live, since when, and who deployed it",
    example: "release list",
  }).action(async (options: OutputOptions) => {
    const { listReleases } = await import("../../release/promotion/status.ts");
    const releases = await withDeployer(listReleases);
    await printResult(options, { items: releases }, () => showReleases(releases));
  });
};

const fileLine = (sha256: string, bytes: number, name: string): string =>
  `  ${sha256.slice(0, 12)}  ${String(bytes).padStart(8)}  ${name}`;
