import type { Command } from "commander";
import { readAddress } from "../../../domain/address.ts";
import { UsageError } from "../../failure.ts";
import { openApi, todayOf } from "../../api.ts";
import { readDay } from "../../read/day.ts";
import { addTextOptions, readTexts } from "../../read/job-text.ts";
import { readPrice, type PriceOptions } from "../../read/price.ts";
import { readWindow } from "../../read/window.ts";
import { showJob } from "../../show/job-card.ts";
import { settingOf } from "../../show/phrase.ts";
import { collect, reply, verb, type Said } from "../../verb.ts";
import { explained } from "./explain.ts";

interface Options extends Said, PriceOptions {
  name: string;
  service: string;
  address?: string;
  street?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  phone?: string;
  email?: string;
  day?: string;
  window?: string;
  crew?: string;
  item?: string[];
}

export const newVerb = (jobs: Command): void => {
  const command = verb(jobs, "new", {
    summary: "Make a job, as during a call; prints it with its tracking link",
    example:
      'jobs new --name Mark --address "Soderblom Ave, San Diego, CA 92122" --service trailer-15 --flat 600 --day tomorrow --window 08:00-12:00',
  })
    .requiredOption("--name <name>", "the customer")
    .requiredOption("--service <id>", "one of the services in the settings")
    .option("--address <address>", '"street, city, ST postal"; or its parts:')
    .option("--street <street>")
    .option("--city <city>")
    .option("--state <state>")
    .option("--postal-code <code>")
    .option("--phone <phone>")
    .option("--email <email>")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday; without it the job waits for one")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, any time that day")
    .option("--crew <id>");
  addTextOptions(command);
  command
    .option("--item <id[=quantity]>", "what is hauled, where the service is priced by item; may be repeated", collect)
    .option("--flat <amount>", "a price of your own, as in 600 or 149.50")
    .option("--line <line>", 'a line of it, "Label x2 = 45.00" with the price of one; may be repeated', collect)
    .action(async (options: Options) => {
      const location = locationOf(options);
      const api = await openApi();
      const settings = await api.settings();
      const today = todayOf(api, settings);
      const job = await explained(api, () =>
        api.createJob({
          service: options.service,
          customer: { name: options.name, ...given("phone", options.phone), ...given("email", options.email) },
          location,
          ...given("day", options.day === undefined ? undefined : readDay(options.day, today)),
          ...given("window", options.window === undefined ? undefined : readWindow(options.window)),
          ...given("items", options.item?.map(readItem)),
          ...given("pricing", readPrice(options, settings.business.currency)),
          ...given("crew", options.crew),
          ...readTexts(command),
        }),
      );
      await reply(options, job, () => showJob(job, settingOf(settings, today, api.linksKnown), { past: false }));
    });
};

const locationOf = ({ address, street, city, state, postalCode }: Options) => {
  if (address === undefined) {
    if (street === undefined || city === undefined || postalCode === undefined) {
      throw new UsageError("Give --address, or --street, --city and --postal-code.");
    }
    return { street, city, ...given("state", state), postal_code: postalCode };
  }
  const read = readAddress(address);
  if (read !== null)
    return { ...read, ...given("city", city), ...given("state", state), ...given("postal_code", postalCode) };
  throw new UsageError(
    `--address "${address}" is not understood. Write it as "street, city, ST postal", or give --street, --city and --postal-code.`,
  );
};

/** `half-load`, `sofa=2` */
const readItem = (text: string) => {
  const [, id = "", quantity = "1"] = /^([^=]*?)(?:\s*=\s*(\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? [];
  if (id === "") throw new UsageError(`--item "${text}" is not understood. Write it as sofa or sofa=2.`);
  return { id, quantity: Number(quantity) };
};

const given = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  // One field, by its own name.
  value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
