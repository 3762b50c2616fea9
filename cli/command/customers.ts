import type { Command } from "commander";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/customers.ts";
import * as forgetting from "../message/forget.ts";
import { withLabel, type LabeledPhone } from "../read/labeled-phone.ts";
import { showCustomer, showCustomers } from "../show/customer.ts";
import { width } from "../terminal.ts";
import { confirmForgetting, printForgotten, type ConfirmOptions } from "./forget.ts";

export const addCustomerCommands = (root: Command): void => {
  const customers = root.command("customers").description("Customers: who they are over all jobs");
  addReadCommands(customers);
  addSetCommand(customers);
  addMergeCommands(customers);
  addForgetCommand(customers);
};

const addForgetCommand = (customers: Command): void => {
  addCommand(customers, "forget <customer>", {
    summary: "Remove a customer everywhere: the record, and the person in each completed or cancelled job",
    example: "customers forget c_7K3Q0F4M",
  })
    .option("--yes", "do not ask")
    .action(async (typed: string, options: ConfirmOptions) => {
      const api = await openApi();
      const { id, name, jobs } = await api.getCustomer({ id: typed });
      await confirmForgetting(forgetting.asks.customer(id, name, jobs.length), options);
      await printForgotten(options, await api.forgetCustomer({ id, body: { confirm: id } }));
    });
};

const addReadCommands = (customers: Command): void => {
  addCommand(customers, "list", {
    summary: "List customers, those with the newest jobs first",
    example: 'customers list --search "ortega"',
  })
    .option("--search <text>", "name, phone, email or postal code")
    .option("--tag <tag>", "only customers with this tag")
    .option("--limit <count>", "at most this many", "50")
    .option("--cursor <cursor>", "the next_cursor of the page before")
    .action(async ({ search, tag, limit, cursor, ...options }: OutputOptions & ListOptions) => {
      const page = await (await openApi()).listCustomers({ q: search, tag, limit, cursor });
      await printResult(options, page, () => showCustomers(page, width()));
    });

  addCommand(customers, "show <customer>", {
    summary: "Show one customer",
    example: "customers show c_7K3Q0F4M",
  }).action(async (id: string, options: OutputOptions) => {
    const customer = await (await openApi()).getCustomer({ id });
    await printResult(options, customer, () => showCustomer(customer));
  });
};

const addSetCommand = (customers: Command): void => {
  addCommand(customers, "set <customer>", {
    summary: "Change a customer. An empty text clears a field, and a list replaces the one before.",
    example: 'customers set c_7K3Q0F4M --tag landlord --notes "Gate code 4411"',
  })
    .option("--name <name>", "the name")
    .option("--company <name>", "the company")
    .option("--phone <number>", "a phone number; repeat it for more", collect)
    .option("--email <address>", "an email address; repeat it for more", collect)
    .option("--tag <tag>", "a tag; repeat it for more", collect)
    .option("--notes <text>", "notes for the office")
    .option("--tax-exempt <reason>", "why this customer pays no tax; empty if they do")
    .option("--language <code>", "en or es")
    .action(async (id: string, options: OutputOptions & SetOptions) => {
      const api = await openApi();
      const before = await api.getCustomer({ id });
      const customer = await api.patchCustomer({ id, rev: before.rev, body: patchOf(options, before.phones) });
      await printResult(options, customer, () => showCustomer(customer));
    });
};

const addMergeCommands = (customers: Command): void => {
  addCommand(customers, "merge <customer>", {
    summary: "Merge another customer into this one",
    example: "customers merge c_7K3Q0F4M --from c_9QQ20F4N",
  })
    .requiredOption("--from <customer>", "the customer that becomes a part of this one")
    .action(async (id: string, { from, ...options }: OutputOptions & { from: string }) => {
      const api = await openApi();
      const { rev } = await api.getCustomer({ id });
      const merged = await api.mergeCustomers({ id, rev, body: { from } });
      await printResult(options, merged, () => message.merged(merged.name));
    });

  addCommand(customers, "unmerge <customer>", {
    summary: "Undo a merge. The other customer gets back what it had.",
    example: "customers unmerge c_7K3Q0F4M --from c_9QQ20F4N",
  })
    .requiredOption("--from <customer>", "the customer that was merged into this one")
    .action(async (id: string, { from, ...options }: OutputOptions & { from: string }) => {
      const api = await openApi();
      const { rev } = await api.getCustomer({ id });
      const left = await api.unmergeCustomers({ id, rev, body: { from } });
      await printResult(options, left, () => message.unmerged(left.name));
    });
};

interface ListOptions {
  search?: string;
  tag?: string;
  limit: string;
  cursor?: string;
}

interface SetOptions {
  name?: string;
  company?: string;
  phone?: string[];
  email?: string[];
  tag?: string[];
  notes?: string;
  taxExempt?: string;
  language?: string;
}

const patchOf = (
  { name, company, phone, email, tag, notes, taxExempt, language }: SetOptions,
  known: readonly LabeledPhone[],
): object => ({
  ...(name === undefined ? {} : { name }),
  ...(company === undefined ? {} : { company: company === "" ? null : company }),
  ...(phone === undefined ? {} : { phones: given(phone).map((number) => withLabel(number, known)) }),
  ...(email === undefined ? {} : { emails: given(email) }),
  ...(tag === undefined ? {} : { tags: given(tag) }),
  ...(notes === undefined ? {} : { notes }),
  ...(taxExempt === undefined ? {} : { tax_exempt: taxExempt === "" ? null : { reason: taxExempt } }),
  ...(language === undefined ? {} : { language: language === "" ? null : language }),
});

const given = (texts: string[]): string[] => texts.filter((text) => text !== "");

const collect = (text: string, before: string[] = []): string[] => [...before, text];
