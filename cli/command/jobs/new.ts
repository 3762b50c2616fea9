import type { Command } from "commander";
import { readAddress } from "../../../domain/address.ts";
import { openApi, todayOf } from "../../api.ts";
import { addCommand, repeatable, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { readItem } from "../../read/item.ts";
import { addTextOptions, readTexts } from "../../read/job-text.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readPrice, type PriceOptions } from "../../read/price.ts";
import { readDay, readWindow } from "../../read/when.ts";
import { printJob } from "./change-job.ts";
import { withHints } from "./hints.ts";

interface Options extends OutputOptions, PriceOptions, NotifyOption {
  name: string;
  service: string;
  address?: string;
  street?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  phone?: string;
  email?: string;
  language?: string;
  day?: string;
  window?: string;
  crew?: string;
  item?: string[];
  notSure?: string[];
  days?: string;
  unit?: string;
  taxExempt?: string;
  asQuote?: true;
  description?: string;
}

export const addNewCommand = (jobs: Command): void => {
  const command = addCommand(jobs, "new", {
    summary: "Create a job, for example during a call, and print it with its tracking link",
    example:
      'jobs new --name Mark --address "Soderblom Ave, San Diego, CA 92122" --service trailer-15 --flat 600 --day tomorrow --window 08:00-12:00',
  })
    .requiredOption("--name <name>", "the customer's name")
    .requiredOption("--service <id>", "one of the services in the settings")
    .option("--address <address>", '"street, city, ST postal"; or use the four options below')
    .option("--street <street>", "street and number")
    .option("--city <city>", "city")
    .option("--state <state>", "state, such as CA")
    .option("--postal-code <code>", "postal code")
    .option("--phone <phone>", "the customer's phone number")
    .option("--email <email>", "the customer's email address")
    .option("--language <code>", "the language of messages: en or es; without it, the business's")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday; without it the job is not scheduled")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, any time that day")
    .option("--crew <id>", "the crew's id; without it the job is unassigned");
  addTextOptions(command);
  command
    .option("--item <id[=quantity]>", "an item of a service that is priced by item; may be repeated", repeatable)
    .option("--not-sure <group>", "a group whose option the customer cannot tell; may be repeated", repeatable)
    .option("--days <days>", "the days of a rental; without it, the included days")
    .option("--unit <unit>", "the unit that the drop-off of a rental brings; needs --day")
    .option("--tax-exempt <reason>", "no sales tax, and why")
    .option("--as-quote", "send the price as a quote; a service without a price begins as a request")
    .option("--description <text>", "with --as-quote: the work that the customer described")
    .option(...noNotify)
    .option("--flat <amount>", "your own total, such as 600 or 149.50")
    .option(
      "--line <line>",
      'your own price line, "Label x2 = 45.00" with the price of one, or a discount, "Neighbor = -20"; may be repeated',
      repeatable,
    )
    .action(async (options: Options) => {
      const location = readLocation(options);
      const api = await openApi();
      const settings = await api.getSettings();
      const today = todayOf(api, settings);
      const job = await withHints(api, () =>
        api.createJob({
          body: {
            service: options.service,
            customer: {
              name: options.name,
              ...optional("phone", options.phone),
              ...optional("email", options.email),
              ...optional("language", options.language),
            },
            location,
            ...optional("day", options.day === undefined ? undefined : readDay(options.day, today)),
            ...optional("window", options.window === undefined ? undefined : readWindow(options.window)),
            ...optional("items", options.item?.map(readItem)),
            ...optional("not_sure", options.notSure),
            ...optional("days", options.days === undefined ? undefined : readDays(options.days)),
            ...optional("unit", options.unit),
            ...optional("tax_exempt", options.taxExempt === undefined ? undefined : { reason: options.taxExempt }),
            ...optional("pricing", readPrice(options, settings.business.currency)),
            ...optional("crew", options.crew),
            ...readNotify(options),
            ...optional("as_quote", options.asQuote),
            ...optional("description", options.description),
            ...readTexts(command),
          },
        }),
      );
      await printJob(api, job, options);
    });
};

const readLocation = ({ address, street, city, state, postalCode }: Options) => {
  if (address === undefined) {
    if (street === undefined || city === undefined || postalCode === undefined)
      throw new UsageError(message.addressNeeded);
    return { street, city, ...optional("state", state), postal_code: postalCode };
  }
  const location = readAddress(address);
  if (location === null) throw new UsageError(message.addressFormat(address));
  return {
    ...location,
    ...optional("city", city),
    ...optional("state", state),
    ...optional("postal_code", postalCode),
  };
};

const readDays = (text: string): number => {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(message.daysFormat(text));
  return Number(text);
};

/** An object with one field, or without it if the value is undefined. */
const optional = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
