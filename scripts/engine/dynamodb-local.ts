import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answers, freePorts } from "./children.ts";
import { installDebian, withRetries } from "./install.ts";
import type { Engine } from "./engine.ts";

const version = "3.3.1";

/** DynamoDB Local, Amazon's emulator. It supports transactions and keeps all tables in memory. */
export const dynamodbLocal: Engine = {
  name: "dynamodb-local",

  install: async (cache) => {
    const missing = await installDebian(["default-jre-headless", "maven"], ["java", "mvn"]);
    if (missing !== null) return missing;
    const folder = folderIn(cache);
    if (existsSync(folder)) return null;
    console.error(`Installing DynamoDB Local ${version} …`);
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, "pom.xml"), pom);
    const copy = [
      "-q",
      "-B",
      "-f",
      join(unfinished, "pom.xml"),
      "dependency:copy-dependencies",
      `-DoutputDirectory=${unfinished}/lib`,
    ];
    // Renamed only when complete, so an interrupted download is not mistaken for an installation.
    const isComplete = await withRetries(
      () =>
        spawnSync("mvn", [...copy, "-DincludeScope=runtime"], { stdio: ["ignore", "ignore", "inherit"] }).status === 0,
    );
    if (isComplete) renameSync(unfinished, folder);
    else rmSync(unfinished, { recursive: true, force: true });
    return isComplete ? null : `Maven could not fetch software.amazon.dynamodb:DynamoDBLocal:${version}`;
  },

  start: async ({ cache, folder, children }) => {
    const [port] = await freePorts(1);
    const lib = join(folderIn(cache), "lib");
    // It has no option for the address, so it listens on all of them while the tests run.
    const main = "software.amazon.dynamodb.services.local.main.ServerRunner";
    const options = `-inMemory -sharedDb -disableTelemetry -port ${port}`.split(" ");
    const java = children.start(
      "java",
      [`-Djava.library.path=${lib}`, `-Djava.io.tmpdir=${folder}`, "-cp", `${lib}/*`, main, ...options],
      { log: join(folder, "out") },
    );
    const endpoint = `http://127.0.0.1:${port}`;
    await children.until(java, () => answers(endpoint));
    return { endpoint, env: {} };
  },
};

const folderIn = (cache: string): string => join(cache, `dynamodb-local-${version}`);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tailboard</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>software.amazon.dynamodb</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;
