/** What `tailboard serve` prints, and what every command may print about its store, in English. */
export const site = "Booking and tracking";
export const staging = "Staging";
export const dashboard = "Dashboard";
export const data = "Data";
export const listening = "On this machine";
export const inMemory = "in memory; lost when the server stops";
export const serving = "Tailboard is running. Press Ctrl-C to stop.";
export const setUp =
  "There is no owner account yet. Open this link to create it. It works once and expires after an hour:";
/** Warnings for the operator of a server that other machines can reach. */
export const exposure = (
  what: "network" | "booking_closed" | "proxy_unnamed" | "limits_off",
  { host, plainHttp }: { host: string | null; plainHttp: boolean },
): string =>
  ({
    network: `TAILBOARD_HOST is ${host}: anyone who reaches that address reaches all three pages, and what they send crosses the network unencrypted. ${
      plainHttp
        ? "So do passwords, because --allow-plain-http is on."
        : "Signing in from other machines is refused; --allow-plain-http allows it."
    }`,
    booking_closed:
      "Online booking is closed, because customers can reach this server and its services and prices are still samples. Set yours, then run: tailboard settings confirm",
    proxy_unnamed:
      "The site is https, so a reverse proxy is in front, but TAILBOARD_TRUST_PROXY is not set. All customers count as one address and share one limit. Set it to the proxy's address; for a proxy on this machine: TAILBOARD_TRUST_PROXY=loopback",
    limits_off: "TAILBOARD_LIMITS is off: one stranger can fill the calendar. Unset it; it is for tests.",
  })[what];
export const zoneUnset =
  "Days and times are in UTC until you set the business's time zone: tailboard settings set business.time_zone=America/Los_Angeles";
export const stopping = "Stopping. Press Ctrl-C again to stop immediately.";
export const stagedOnly = (release: string) =>
  `Staging shows release ${release}, which is not live. Run tailboard status to see what is live, or tailboard promote to make it live.`;

export const usingDeployment = ({ name, region }: { name: string; region: string }) =>
  `Using the deployed store: ${name} in ${region}, from tailboard.deployment.json. Set TAILBOARD_STORE to use another.`;
export const memoryStore =
  "The store is memory:, which only one process can see. This command needs a store that other processes can open.";
export const noFolder = (root: string) => `There is no folder ${root}.`;
export const sameCommandContinues = "Run the same command again. It continues where it stopped.";
export const sameCommandAgain = "Run the same command again.";
export const repairStore =
  "If earlier versions are kept, tailboard doctor --repair recovers the document. Set TAILBOARD_STORE to that store first.";
export const runStatus = "Run tailboard status to see what is live.";
export const noAnswer = "The API gave no readable answer.";

export const fault = (text: string) => `Internal error: ${text}`;
export const somethingWrong = (detail: string) => `Something went wrong: ${detail}`;
export const usageError = (detail: string) => `error: ${detail}`;
export const seeHelp = "(run with --help for usage)";
export const cancelled = "Cancelled. Nothing was written.";
export const whichStore = [
  "Commands use the store that TAILBOARD_STORE names. Without it they use the store of tailboard.deployment.json, which infra",
  "apply writes, or else sqlite:./data. Only serve always uses a store of this machine. tailboard help environment lists",
  "all variables. Every command has its own help: tailboard jobs new --help",
].join("\n");
