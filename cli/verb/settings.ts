import { Option, type Command } from "commander";
import { inCurrency, isCurrency, type CurrencyChange } from "../../domain/currency.ts";
import type { Settings } from "../../domain/settings.ts";
import { confirmClosing } from "../closing.ts";
import { Failed, localProblem, UsageError } from "../failure.ts";
import { interview } from "../interview.ts";
import * as message from "../message.ts";
import { settingOf } from "../show/phrase.ts";
import { openApi, todayOf, type Api } from "../api.ts";
import { assignSetting, settingLines } from "../read/setting-path.ts";
import { plain, say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

export const settingsVerbs = (root: Command): void => {
  const settings = root.command("settings").description("How the business works: name, zone, hours, services, prices");

  verb(settings, "show", {
    summary: "All settings, as lines that `settings set` takes",
    example: "settings show services.trailer-15",
  })
    .argument("[path]", "only what begins so")
    .action(async (path: string | undefined, options: Said) => {
      const found = await (await openApi()).settings();
      await reply(options, found, () => showSettings(found, path));
    });

  verb(settings, "set", {
    summary: "Change settings; hours of days not set by hand follow at once",
    example:
      'settings set business.name="Coastline Hauling" business.time_zone=America/Los_Angeles hours.sat=08:00-12:00x2',
  })
    .argument("<path=value...>")
    .addOption(
      new Option(
        "--prices <choice>",
        "for a new currency: keep the numbers ($600 becomes 600 of it), or clear them",
      ).choices(["keep", "clear"]),
    )
    .option("--yes", "close days with stops without asking")
    .action(async (lines: string[], { prices, ...options }: Said & { prices?: "keep" | "clear"; yes?: true }) => {
      const api = await openApi();
      const now = await api.settings();
      const choice = await currencyChoice(lines, now, prices, options);
      const closing = lines.reduce(assignSetting, now).closed_days.filter((day) => !now.closed_days.includes(day));
      await confirmClosing(api, closing, settingOf(now, todayOf(api, now)), options);
      const changed = await changeSettings(api, (now) => {
        const to = lines.reduce(assignSetting, now).business.currency;
        // The prices first, so that a price on the same line is one in the new currency.
        const from = choice === null || to === now.business.currency ? now : inCurrency(now, to, choice);
        return { ...lines.reduce(assignSetting, from), ...(choice === null ? {} : { currency_change: "restated" }) };
      });
      await reply(options, changed, () =>
        lines.map((line) => showSettings(changed, line.slice(0, line.indexOf("=")).trim())).join("\n"),
      );
    });

  verb(settings, "confirm", {
    summary: "Say that services, prices and hours are your own and no samples",
    example: "settings confirm",
  }).action(async (options: Said) => {
    const changed = await changeSettings(await openApi(), (now) => ({ ...now, sample: false }));
    await reply(options, changed, () => message.confirmed);
  });
};

/** Only what was named is changed, so a change that came between is no reason to stop: once more, on the newest. */
export const changeSettings = async (
  api: Pick<Api, "settings" | "putSettings">,
  apply: (settings: Settings) => Settings,
): Promise<Settings> => {
  for (let attempt = 1; ; attempt += 1) {
    const { rev, crews: _crews, ...wanted } = apply(await api.settings());
    try {
      return await api.putSettings(rev, wanted);
    } catch (error) {
      if (error instanceof Failed && error.problem.code === "stale" && attempt === 1) continue;
      throw error;
    }
  }
};

/**
 * What a new currency does to the prices; null where no line sets one. At a terminal it asks.
 * @throws Failed where it cannot ask: a script that says nothing must not change every price.
 */
const currencyChoice = async (
  lines: string[],
  now: Settings,
  given: "keep" | "clear" | undefined,
  { json }: Said,
): Promise<CurrencyChange | null> => {
  const { currency } = lines.reduce(assignSetting, now).business;
  // What is no currency is refused by the API, with the words it has for that.
  if (currency === now.business.currency || !isCurrency(currency)) return null;
  if (given !== undefined) return given === "keep" ? "keep_numbers" : "clear_prices";
  const asked = message.currencyAsked(now.business.currency, currency);
  if (json === true || !process.stdin.isTTY || !process.stderr.isTTY)
    throw new Failed(localProblem("invalid", `${asked} ${message.nothingSaved}`), [message.currencyOptions]);
  say(asked);
  const [answer = ""] = await interview([{ text: message.currencyQuestion, given: undefined, usual: "keep" }], {
    input: process.stdin,
    output: process.stderr,
  });
  if (/^k/i.test(answer)) return "keep_numbers";
  if (/^c/i.test(answer)) return "clear_prices";
  throw new UsageError(`"${answer}" is neither keep nor clear. ${message.nothingSaved}`);
};

const showSettings = (settings: Settings, under?: string): string => {
  const lines = settingLines(settings)
    .filter(([path]) => under === undefined || path === under || path.startsWith(`${under}.`))
    .map(([path, value]) => plain(`${path}=${value}`));
  return [...lines, ...(under === undefined && settings.sample ? ["", message.stillSample] : [])].join("\n");
};
