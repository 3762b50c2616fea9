/** Returns the texts of a name in the DNS; null if it has none. Throws if no name server says so. */
export type LookUpTexts = (name: string) => Promise<readonly string[] | null>;

/** Where emails come from: the address that people see, and the server that sends them. */
export interface MailSource {
  address: string;
  host: string;
}

/** What is wrong with the domain that emails come from, and what to do. */
export interface MailFinding {
  code: "free_mailbox" | "no_spf" | "two_spf" | "no_dmarc" | "unchecked";
  detail: string;
}

/**
 * Checks whether inboxes can trust emails from this address: whether its domain lists its senders (SPF) and says what to
 * do with forgeries (DMARC), and whether it belongs to the business at all. It never throws, so it works offline.
 */
export const checkMailDomain = async ({ address, host }: MailSource, lookUp: LookUpTexts): Promise<MailFinding[]> => {
  const domain = address
    .slice(address.lastIndexOf("@") + 1)
    .toLowerCase()
    .replace(/\.$/, "");
  const vendor = freeMailboxes.find(({ domains }) => domains.includes(domain));
  if (vendor !== undefined) {
    const isOwnServer = vendor.servers.some((server) => host === server || host.endsWith(`.${server}`));
    return isOwnServer ? [] : [{ code: "free_mailbox", detail: freeMailbox(domain, vendor.servers[0]) }];
  }
  if (isInvented(domain)) return [];
  try {
    const [own, policy] = await Promise.all([lookUp(domain), hasDmarc(domain, lookUp)]);
    return [
      ...spfFindings(domain, own ?? []),
      ...(policy ? [] : [{ code: "no_dmarc" as const, detail: noDmarc(domain) }]),
    ];
  } catch {
    // The reason is the network's, and its words help no owner.
    return [{ code: "unchecked", detail: unchecked(domain) }];
  }
};

const spfFindings = (domain: string, texts: readonly string[]): MailFinding[] => {
  const count = texts.filter((text) => /^v=spf1( |$)/i.test(text)).length;
  if (count === 1) return [];
  return [count === 0 ? { code: "no_spf", detail: noSpf(domain) } : { code: "two_spf", detail: twoSpf(domain) }];
};

/** A policy of a domain counts for what is below it. */
const hasDmarc = async (domain: string, lookUp: LookUpTexts): Promise<boolean> => {
  const labels = domain.split(".");
  for (let first = 0; labels.length - first >= 2; first += 1) {
    const texts = await lookUp(`_dmarc.${labels.slice(first).join(".")}`);
    if (texts?.some((text) => /^v=DMARC1 *(;|$)/i.test(text)) === true) return true;
  }
  return false;
};

/** Names that exist on no network, or on one machine only. */
const isInvented = (domain: string): boolean => /(^|\.)(example|test|invalid|localhost|local)$/.test(domain);

const freeMailboxes: readonly { domains: readonly string[]; servers: readonly [string, ...string[]] }[] = [
  { domains: ["gmail.com", "googlemail.com"], servers: ["smtp.gmail.com", "gmail.com", "google.com"] },
  {
    domains: ["outlook.com", "hotmail.com", "live.com", "msn.com"],
    servers: ["smtp-mail.outlook.com", "outlook.com", "office365.com"],
  },
  { domains: ["yahoo.com", "ymail.com", "rocketmail.com"], servers: ["smtp.mail.yahoo.com", "yahoo.com"] },
  { domains: ["aol.com"], servers: ["smtp.aol.com", "aol.com"] },
  { domains: ["icloud.com", "me.com", "mac.com"], servers: ["smtp.mail.me.com", "me.com"] },
  { domains: ["gmx.com", "gmx.net", "gmx.us"], servers: ["mail.gmx.com", "gmx.com", "gmx.net"] },
  { domains: ["proton.me", "protonmail.com", "pm.me"], servers: ["smtp.protonmail.ch", "protonmail.ch"] },
  { domains: ["zoho.com", "zohomail.com"], servers: ["smtp.zoho.com", "zoho.com"] },
  { domains: ["comcast.net"], servers: ["smtp.comcast.net", "comcast.net"] },
  { domains: ["att.net", "sbcglobal.net"], servers: ["smtp.mail.att.net", "att.net"] },
];

const freeMailbox = (domain: string, server: string): string =>
  `Emails come from ${domain}, but another company's server sends them. Inboxes treat such mail as forged. Send through ${server}, or send from an address of your own domain.`;
const noSpf = (domain: string): string =>
  `${domain} has no SPF record, so inboxes can't tell that your mail server may send for it. Mail may land in spam. Add the TXT record that your mail provider's guide names; it begins with v=spf1.`;
const twoSpf = (domain: string): string =>
  `${domain} has two SPF records, so inboxes use neither. Join them into one TXT record that begins with v=spf1.`;
const noDmarc = (domain: string): string =>
  `${domain} has no DMARC record, which Gmail and Yahoo ask of businesses. Add a TXT record at _dmarc.${domain}, such as: v=DMARC1; p=none`;
const unchecked = (domain: string): string =>
  `Couldn't check the records of ${domain}: no name server answered. Run the doctor again when this machine is online.`;
