import type { Instant } from "../../../domain/clock.ts";
import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import { headWithoutJobs, isAbout, stubOf, type ForgetRequest } from "../../../domain/message/forget-messages.ts";
import { freshId } from "../../../domain/random.ts";
import { StoreUnavailable, UnreadableDocument } from "../../job-store.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import type { JsonObjects } from "../json-objects.ts";
import type { ConversationRecord, ConversationState, PageName } from "./conversation-kind.ts";
import type { ConversationLogs } from "./conversation-logs.ts";
import { entryOf, isShownAlike } from "./conversation-view.ts";
import type { InboxLog } from "./inbox-log.ts";
import { readPage, removeDeadPages, removePages, writePage } from "./pages.ts";

interface Forgetting {
  logs: ConversationLogs;
  inboxLog: InboxLog;
  objects: JsonObjects;
  process: ProcessContext;
}

/** Decides what a conversation has instead, given the state and what its pages hold. Null: it stays as it is. */
type Decide = (state: ConversationState, paged: readonly Message[]) => Left | null;
interface Left {
  head: ConversationState["head"];
  stays: (message: Message) => boolean;
}

/** Removes the messages of some jobs from a conversation, or all of it with the last job. A repetition changes nothing. */
export const forgetInConversation = (store: Forgetting, id: ConversationId, request: ForgetRequest): Promise<void> =>
  rewrite(store, id, ({ head, messages }, paged) => {
    const { head: left, isWhole } = headWithoutJobs(head, [...paged, ...messages], request);
    return { head: left, stays: (message) => !isWhole && !isAbout(message, request.jobs) };
  });

/** Removes the messages of a conversation whose last one is older than `since`. Returns false if it is not that old. */
export const removeOldConversation = async (
  store: Forgetting,
  id: ConversationId,
  since: Instant,
): Promise<boolean> => {
  const last = (await store.logs.read(id)).state.messages.at(-1);
  if (last === undefined || last.at >= since) return false;
  await rewrite(store, id, ({ head, messages }) => {
    const newest = messages.at(-1);
    return newest !== undefined && newest.at >= since ? null : { head: stubOf(head), stays: () => false };
  });
  return true;
};

/** First the new pages, then the entry that names them, then the objects that it names no more. */
const rewrite = async (store: Forgetting, id: ConversationId, decide: Decide): Promise<void> => {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { state } = await store.logs.read(id);
    const pages = await readPages(store.objects, id, state.pages);
    const left = decide(
      state,
      pages.flatMap(({ messages }) => messages),
    );
    if (left === null) return;
    const named = await writePages(store, id, pages, left);
    const outcome = await append(store, id, { read: state.pages, named, decide, pages });
    if (outcome === null) continue;
    // An earlier run may have stopped before this.
    await show(store, id, outcome.state, outcome.n);
    await removePages(
      store.objects,
      id,
      state.pages.filter((page) => !named.some((one) => one.id === page.id)),
    );
    if (state.pages.length > 0) await removeDeadPages(store.objects, id, outcome.state);
    return;
  }
  throw new StoreUnavailable(new Error("Other changes of the conversation came first each time"));
};

const append = async (
  { logs }: Forgetting,
  id: ConversationId,
  {
    read,
    named,
    decide,
    pages,
  }: { read: readonly PageName[]; named: readonly PageName[]; decide: Decide; pages: Page[] },
): Promise<{ state: ConversationState; n: number } | null> => {
  const paged = pages.flatMap(({ messages }) => messages);
  const { result, head } = await logs.change<"done" | "again">(
    id,
    {
      decide: (state) => {
        // Other pages than those that were read: a process turned one in the meantime.
        if (!isSame(state.pages, read)) return { records: [], result: "again" };
        const left = decide(state, paged);
        return { records: left === null ? [] : recordsOf(state, left, named, paged), result: "done" };
      },
    },
    (before, after) => !isShownAlike(id, before, after),
  );
  return result === "again" ? null : { state: head.state, n: head.n };
};

const recordsOf = (
  state: ConversationState,
  { head, stays }: Left,
  named: readonly PageName[],
  paged: readonly Message[],
): ConversationRecord[] => {
  const gone = state.messages.filter((message) => !stays(message)).map(({ id }) => id);
  const left = new Set(paged.filter(stays).map(({ id }) => id));
  const ids = state.paged.filter((id) => left.has(id));
  return [
    ...(head === state.head ? [] : [{ head }]),
    ...(gone.length === 0 ? [] : [{ gone }]),
    ...(isSame(named, state.pages) ? [] : [{ pages: named }, { paged: ids }]),
  ];
};

interface Page {
  name: PageName;
  messages: readonly Message[];
  isLost: boolean;
}

/** A page that cannot be read stays named, for the doctor, unless the whole conversation goes. */
const readPages = async (objects: JsonObjects, id: ConversationId, pages: readonly PageName[]): Promise<Page[]> =>
  await Promise.all(
    pages.map(async (name) => {
      try {
        return { name, messages: await readPage(objects, id, name), isLost: false };
      } catch (error) {
        if (!(error instanceof UnreadableDocument)) throw error;
        return { name, messages: [], isLost: true };
      }
    }),
  );

/** Writes each page that loses messages again, under a new id, and returns the names of all that are left. */
const writePages = async (
  { objects, process }: Forgetting,
  id: ConversationId,
  pages: readonly Page[],
  { head, stays }: Left,
): Promise<PageName[]> => {
  const named: PageName[] = [];
  for (const { name, messages, isLost } of pages) {
    const left = messages.filter(stays);
    if (left.length === messages.length && !(isLost && head.contact === null)) named.push(name);
    const [first] = left;
    if (first === undefined || left.length === messages.length) continue;
    const page = { n: name.n, id: freshId(process.random), count: left.length, first: first.id };
    await writePage(objects, id, page, left);
    named.push(page);
  }
  return named;
};

const show = async (
  { inboxLog }: Forgetting,
  id: ConversationId,
  state: ConversationState,
  n: number,
): Promise<void> => {
  const entry = entryOf(id, state, n);
  if (entry === null) await inboxLog.remove(id);
  else await inboxLog.set([entry]);
};

const isSame = (one: readonly PageName[], other: readonly PageName[]): boolean =>
  one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
const maxAttempts = 10;
