import { Option, type Command } from "commander";
import { inCurrency, isCurrency, type CurrencyChange } from "../../domain/currency.ts";
import type { Settings } from "../../domain/settings.ts";
import { openApi, todayOf } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import { confirmClosing } from "../confirm-closing.ts";
import * as message from "../message/settings.ts";
import { askOne, canPrompt } from "../prompt.ts";
import { openSettingPaths, type SettingPaths } from "../read/setting-path.ts";
import { textContext } from "../show/phrases.ts";
import { plain, printNotice } from "../terminal.ts";

interface SetOptions extends OutputOptions {
  prices?: "keep" | "clear";
  yes?: true;
}

export const addSettingsCommands = (root: Command): void => {
  const settings = root
    .command("settings")
    .description("Settings of the business: name, time zone, hours, services, prices");

  addCommand(settings, "show", {
    summary: "Show all settings, one per line, in the form that `settings set` takes",
    example: "settings show services.trailer-15",
  })
    .argument("[path]", "only settings below this path")
    .action(async (path: string | undefined, options: OutputOptions) => {
      const paths = await openSettingPaths();
      const current = await (await openApi()).getSettings();
      await printResult(options, current, () => showSettings(paths, current, path));
    });

  addCommand(settings, "set", {
    summary: "Change settings; new hours apply immediately, except on days set by hand",
    example:
      'settings set business.name="Coastline Hauling" business.time_zone=America/Los_Angeles hours.sat=08:00-12:00x2',
  })
    .argument("<path=value...>")
    .addOption(
      new Option(
        "--prices <choice>",
        "for a new currency: keep the numbers ($600 becomes 600 of it), or clear all prices",
      ).choices(["keep", "clear"]),
    )
    .option("--yes", "close days with stops without asking")
    .action(setSettings);

  addCommand(settings, "confirm", {
    summary: "Confirm that services, prices and hours are your own and no longer samples",
    example: "settings confirm",
  }).action(async (options: OutputOptions) => {
    const changed = await changeSettings(await openApi(), (current) => ({ ...current, sample: false }));
    await printResult(options, changed, () => message.confirmed);
  });
};

const setSettings = async (lines: string[], options: SetOptions): Promise<void> => {
  const paths = await openSettingPaths();
  const assignAll = (current: Settings) => lines.reduce((settings, line) => paths.assign(settings, line), current);
  const api = await openApi();
  const before = await api.getSettings();
  const wanted = assignAll(before);
  const choice = await chooseCurrencyChange(before, wanted, options);
  const closing = wanted.closed_days.filter((day) => !before.closed_days.includes(day));
  await confirmClosing(api, closing, textContext(before, todayOf(api, before)), options);
  const changed = await changeSettings(api, (current) => {
    const to = assignAll(current).business.currency;
    // Convert the existing prices first, so that a price in `lines` counts in the new currency.
    const base = choice === null || to === current.business.currency ? current : inCurrency(current, to, choice);
    return { ...assignAll(base), ...(choice === null ? {} : { currency_change: "restated" }) };
  });
  await printResult(options, changed, () =>
    lines.map((line) => showSettings(paths, changed, line.slice(0, line.indexOf("=")).trim())).join("\n"),
  );
};

/**
 * Applies a change to the newest settings and saves them. It retries once if the settings changed in between, because the
 * change touches only what it names.
 */
export const changeSettings = async (
  api: {
    getSettings: () => Promise<Settings>;
    putSettings: (input: { rev: number; body: object }) => Promise<Settings>;
  },
  apply: (settings: Settings) => Settings,
): Promise<Settings> => {
  for (let attempt = 1; ; attempt += 1) {
    const { rev, crews: _crews, ...wanted } = apply(await api.getSettings());
    try {
      return await api.putSettings({ rev, body: wanted });
    } catch (error) {
      if (error instanceof CommandError && error.problem.code === "stale" && attempt === 1) continue;
      throw error;
    }
  }
};

/**
 * Decides what a new currency does to the prices, from `--prices` or by asking. Null if the currency stays.
 * @throws CommandError if it cannot ask, so that a script does not change every price by accident.
 */
const chooseCurrencyChange = async (
  before: Settings,
  wanted: Settings,
  { prices, ...options }: SetOptions,
): Promise<CurrencyChange | null> => {
  const { currency } = wanted.business;
  // The API refuses texts that are not currencies, so they are skipped here.
  if (currency === before.business.currency || !isCurrency(currency)) return null;
  if (prices !== undefined) return prices === "keep" ? "keep_numbers" : "clear_prices";
  const explanation = message.currencyChange(before.business.currency, currency);
  if (!canPrompt(options))
    throw new CommandError(localProblem("invalid", `${explanation} ${message.nothingSaved}`), [
      message.currencyOptions,
    ]);
  printNotice(explanation);
  const answer = await askOne(message.currencyQuestion, "keep");
  if (/^k/i.test(answer)) return "keep_numbers";
  if (/^c/i.test(answer)) return "clear_prices";
  throw new UsageError(message.currencyAnswer(answer));
};

const showSettings = (paths: SettingPaths, settings: Settings, under?: string): string => {
  const lines = paths
    .lines(settings)
    .filter(([path]) => under === undefined || path === under || path.startsWith(`${under}.`))
    .map(([path, value]) => plain(`${path}=${value}`));
  return [...lines, ...(under === undefined && settings.sample ? ["", message.stillSample] : [])].join("\n");
};
