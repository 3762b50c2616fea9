/** What `tailboard init` and `tailboard infra` print, in English. */
export const initialized = (file: string, name: string, region: string, store: "s3" | "dynamodb") =>
  `Wrote ${file}: ${name} in ${region}. Jobs are kept in ${store === "s3" ? "an S3 bucket" : "a DynamoDB table"}.`;
export const noDomains = "Without domains, the pages get CloudFront addresses. You can add domains later.";
export const noFirewall = "There is no firewall. The API's own limits still apply.";
export const nextSteps = [
  "Next, with administrator credentials of the account:",
  "  tailboard infra diff      shows what would be created",
  "  tailboard infra apply     creates it; CloudFront takes some minutes",
  "Then follow docs/runbook/first-deploy.md",
];
export const configExists = (file: string) => `${file} already exists and was not changed.`;
export const configExistsHint = "Edit it and run tailboard infra diff, or start over with --force.";
export const initOptionsNeeded = "Give --name and --alarm-email. In a terminal, init asks for them.";
export const domainsTogether = "To use your own domains, give all of --site, --dashboard, --staging and --certificate.";
export const question = {
  name: "A short name for all resources, such as acme",
  region: "Region for the data and the API",
  email: "Email address for alarms",
  budget: "Warn me when a month costs more than this many dollars",
};

export const notApplied = "Nothing has been applied from this config yet.";
export const stackChanges = (stack: string) => `${stack} will change:`;
export const stackUnchanged = (stack: string) => `${stack} will not change.`;
export const releasesUnchanged =
  "Jobs, settings, and the live pages and API do not change. Use tailboard deploy and tailboard promote to release.";
export const live = (name: string, account: string, region: string) => `Live: ${name} in account ${account}, ${region}`;
export const pointDomains = "At your DNS provider, point each name at its distribution (CNAME):";
export const wroteDeployment = (file: string) =>
  `Wrote ${file}. From now on every command except serve uses this deployment, and says so.`;
export const confirmAlarms = "AWS has sent emails to confirm the alarm address. Open their links.";
export const withoutDeployment =
  "Without that file, commands such as users, settings and jobs use these stores if you type";
export const firstDeploy = "If this was the first time, nothing is live yet. Follow docs/runbook/first-deploy.md";
export const installFailed = "The packages for AWS could not be installed. The lines above say why.";
