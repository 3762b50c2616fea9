import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { ConversationId } from "../../domain/message/conversation.ts";
import { conversationLog } from "../documents/conversation/conversation-logs.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import type { Archive } from "../archive.ts";
import { UnreadableDocument } from "../job-store.ts";
import type { DayState } from "../jobs/day/day-state.ts";
import {
  openBoardKind,
  openBoardLog,
  type OpenBoardRecord,
  type OpenBoardState,
} from "../jobs/open-board/open-board-kind.ts";
import { rebuildOpenBoard } from "../jobs/open-board/refresh.ts";
import { fanOut } from "../jobs/outbox/fan-out.ts";
import { pruneDay } from "../jobs/prune.ts";
import { findJob } from "../jobs/read-days.ts";
import { pointToJob } from "../jobs/token-pointer.ts";
import { mended, raisePastCopies, unfinishedAdoption, unmended } from "../mending.ts";
import type { ExamineOptions, Finding, Mended, Upkeep } from "../upkeep.ts";
import { checkedDay, damageOf, type CheckedLog } from "./damaged-log.ts";
import { activityDayOf, examineActivity, repairActivity } from "./activity-damage.ts";
import { checkedLists, conversationOfKey, listOfKey, repairConversation } from "./conversation-damage.ts";
import { correctInbox, examineConversations, markAgain } from "./examine-conversations.ts";
import { examineForgetting } from "./examine-forgetting.ts";
import { relistLog } from "./rebuild-calendar.ts";
import {
  checkedCustomer,
  checkedDocuments,
  customerOfKey,
  examineDocument,
  repairDocument,
} from "./document-damage.ts";
import { correctContact } from "./examine-contacts.ts";
import { correctIndex } from "./examine-customer-index.ts";
import { CustomerCheck, finishMerge } from "./examine-customers.ts";
import { fileJobs } from "./file-jobs.ts";
import { LostDocuments } from "./lost-documents.ts";
import { examineCalendar, listedDays, relistCalendar } from "./examine-calendar.ts";
import { examineDay } from "./examine-day.ts";
import { examineObjects, removeDamaged } from "./examine-objects.ts";
import { examineOpenBoard, missingCards } from "./examine-open-board.ts";
import { surveyWrongSnapshot } from "./examine-snapshots.ts";
import { examinePointers, removePointer } from "./examine-pointers.ts";
import { recover, type RecoveryContext } from "./recover.ts";
import { repairLog } from "./repair-log.ts";
import { snapshotOver } from "./snapshot-over.ts";
import { surveyLog } from "./survey-log.ts";

export interface LogUpkeepContext extends RecoveryContext {
  adoption: Pick<Archive, "readAdoption">;
}

/** Checks a whole store of logs. Every repair is one that a server could make at any time, beside other writers. */
export class LogUpkeep implements Upkeep {
  readonly #context: LogUpkeepContext;

  constructor(context: LogUpkeepContext) {
    this.#context = context;
  }

  async *examine({ deep = false }: ExamineOptions = {}): AsyncGenerator<Finding> {
    const { objects } = this.#context;
    yield* this.#examineAdoption();
    yield* examineObjects(objects);
    yield* examineCalendar(objects);
    const lost = new Set<string>();
    for (const [key, document] of Object.entries(checkedDocuments)) {
      const finding = await examineDocument(objects, document);
      if (finding === null) continue;
      lost.add(key);
      yield finding;
    }
    yield* examineActivity(objects);
    yield* examineConversations(this.#context);
    yield* examineForgetting(objects);
    const board = await surveyLog(objects, openBoardLog, openBoardKind);
    const damagedBoard = damageOf(checkedBoard, board);
    if (damagedBoard !== null) yield damagedBoard;
    const witness = new LostDocuments(this.#context, lost);
    const customers = new CustomerCheck(this.#context);
    yield* customers.records();
    for await (const day of listedDays(objects)) {
      yield* await this.#examineDay(day, damagedBoard === null ? board.head.state : null, { witness, customers });
      if (deep) yield* await this.#examineSnapshot(day);
    }
    yield* witness.findings();
    if (witness.hasSettings) yield* customers.findings();
    if (damagedBoard === null && witness.hasSettings) yield* await examineOpenBoard(this.#context, board.head.state);
    yield* examinePointers(this.#context);
  }

  async repair({ kind, where, job, day, repairable }: Finding): Promise<Mended> {
    if (!repairable) return unmended;
    const { outbox, writer, publisher, objects, find } = this.#context;
    switch (kind) {
      case "damaged_log":
        return await this.#repairLog(where, day);
      case "lost_calendar":
        return await this.#relist(where);
      case "unreadable_document":
        return await removeDamaged(this.#context, where);
      case "dead_reference":
        return day === undefined ? unmended : mended((await pruneDay(this.#context, day, 0)) > 0);
      case "missing_reference":
        return job === undefined ? unmended : mended(await writer.holdAgain(job));
      case "overdue_outbox":
      case "parked_outbox":
        return day === undefined ? unmended : mended(await outbox.takeUp(day));
      case "view_behind": {
        const found = job === undefined ? null : await find(job);
        if (found === null) return unmended;
        await publisher.publish(found);
        return mended(true);
      }
      case "view_ahead":
        if (job === undefined) return unmended;
        return mended(await this.#raise(job, async (now) => (await publisher.standing?.(now)) === "ahead"));
      case "card_behind":
        return job === undefined ? unmended : await this.#mendCards(job);
      case "missing_pointer": {
        const found = job === undefined ? null : await find(job);
        if (found === null) return unmended;
        await pointToJob({ objects, clock: this.#context.clock }, { id: found.id, token: found.tracking_token });
        return mended(true);
      }
      case "dangling_pointer":
        return mended(await removePointer(this.#context, where));
      case "customer_index_behind":
        return mended(await correctIndex(this.#context, where));
      case "contact_behind":
        return mended(await correctContact(this.#context, where));
      case "unfinished_merge":
        return await finishMerge(this.#context, where);
      case "unfiled_jobs":
        return await this.#fileJobs();
      case "inbox_behind":
        return mended(await correctInbox(this.#context));
      case "missing_marker":
        return mended(await markAgain(this.#context, where));
      case "lost_messages":
      case "unfinished_forgetting":
      case "lost_day":
      case "lost_document":
      case "oversold_window":
      case "unfinished_adoption":
        return unmended;
    }
  }

  recover(finding: Finding, backup: () => AsyncIterable<ArchiveRecord>): Promise<Mended> {
    return recover(this.#context, finding, backup);
  }

  async *#examineAdoption(): AsyncGenerator<Finding> {
    try {
      const adoption = await this.#context.adoption.readAdoption();
      if (adoption !== null) yield unfinishedAdoption(adoption.kind);
    } catch (error) {
      // It is a finding of `examineObjects`.
      if (!(error instanceof UnreadableDocument)) throw error;
    }
  }

  async #examineDay(
    day: Day,
    board: OpenBoardState | null,
    { witness, customers }: { witness: LostDocuments; customers: CustomerCheck },
  ): Promise<Finding[]> {
    const log = checkedDay(day);
    const survey = await surveyLog(this.#context.objects, log.name, log.kind);
    const damage = damageOf(log, survey);
    if (damage !== null) return [damage];
    const { state } = survey.head;
    // Without the settings nothing but its bytes can be judged.
    if (!witness.hasSettings) return [];
    witness.visit(state);
    await customers.visit(state);
    const cards = board === null ? [] : await missingCards(this.#context, state, board);
    return [...(await examineDay(this.#context, state)), ...cards];
  }

  async #repairLog(where: string, day: Day | undefined): Promise<Mended> {
    if (day !== undefined) return await this.#repairDay(day);
    const [room = ""] = where.split("/");
    const document = checkedDocuments[room];
    if (document !== undefined) return await repairDocument(this.#context, document);
    const customer = customerOfKey(where);
    if (customer !== null) return await this.#repairCustomer(customer);
    const conversation = conversationOfKey(where);
    if (conversation !== null) return await this.#repairConversation(conversation);
    const list = listOfKey(where);
    if (list !== null) return await this.#repairList(list);
    const activity = activityDayOf(where);
    return activity === null ? await this.#repairBoard() : await repairActivity(this.#context, activity);
  }

  async #repairCustomer(id: CustomerId): Promise<Mended> {
    const done = await repairDocument(this.#context, checkedCustomer(id));
    if (done.mended) await this.#context.customers.refresh(id);
    return done;
  }

  async #repairConversation(id: ConversationId): Promise<Mended> {
    const done = await repairConversation(this.#context, id);
    if (done.mended) await correctInbox(this.#context);
    return done;
  }

  /** The Inbox can always be made from the conversations. Of the other list, what can be read stays. */
  async #repairList(list: keyof typeof checkedLists): Promise<Mended> {
    const checked = { ...this.#context, ...checkedLists[list] };
    const { mended: isMended, notes } = await repairLog(checked, { evenIfLost: true });
    if (!isMended) return unmended;
    if (list === "tray") return { mended: true, notes: [...notes, "Each conversation still shows its messages."] };
    await correctInbox(this.#context);
    return { mended: true, notes: ["The Inbox was made again from the conversations."] };
  }

  async #relist(where: string): Promise<Mended> {
    const done = await relistCalendar(this.#context, where);
    const conversation = conversationOfKey(where);
    if (conversation === null) return done;
    return (await relistLog(this.#context.objects, conversationLog(conversation))) ? { ...done, mended: true } : done;
  }

  async #fileJobs(): Promise<Mended> {
    const check = new CustomerCheck(this.#context);
    for await (const _finding of check.records());
    return await fileJobs(this.#context, check.filed);
  }

  async #examineSnapshot(day: Day): Promise<Finding[]> {
    const { objects } = this.#context;
    const { name, kind } = checkedDay(day);
    const survey = await surveyLog(objects, name, kind);
    // Damage is a finding of its own.
    if (survey.faults.length > 0 || (await surveyWrongSnapshot(objects, name, kind, survey)) === null) return [];
    const detail = `The snapshot of ${day} after entry ${survey.calendar.snapshot?.n ?? 0} differs from the entries before it.`;
    return [{ kind: "damaged_log", where: name.snapshots, day, detail, repairable: true }];
  }

  async #repairSnapshot(day: Day): Promise<Mended> {
    const { objects } = this.#context;
    const { name, kind } = checkedDay(day);
    const survey = await surveyLog(objects, name, kind);
    const right = survey.faults.length > 0 ? null : await surveyWrongSnapshot(objects, name, kind, survey);
    if (right === null || !(await snapshotOver(this.#context, name, kind, right))) return unmended;
    return { mended: true, notes: [`${day} was made again from its entries.`] };
  }

  async #repairDay(day: Day): Promise<Mended> {
    const { state, ...done } = await repairLog({ ...this.#context, ...checkedDay(day) });
    if (state === null) return await this.#repairSnapshot(day);
    const again = await this.#holdAgain(state);
    const notes =
      again === 0 ? [] : [again === 1 ? "One reservation was made again." : `${again} reservations were made again.`];
    return { ...done, notes: [...done.notes, ...notes] };
  }

  /** Makes missing reservations of a repaired day's jobs again, and returns for how many jobs. */
  async #holdAgain({ jobs }: DayState): Promise<number> {
    let again = 0;
    for (const id of jobs.keys()) if (await this.#context.writer.holdAgain(id)) again += 1;
    return again;
  }

  /** The cards of the open board can always be made from the jobs. */
  async #repairBoard(): Promise<Mended> {
    const { state: _state, mended: isMended } = await repairLog(
      { ...this.#context, ...checkedBoard },
      { evenIfLost: true },
    );
    if (!isMended) return unmended;
    await rebuildOpenBoard(this.#context);
    return { mended: true, notes: ["The list of waiting jobs was made again from the jobs."] };
  }

  async #mendCards(id: JobId): Promise<Mended> {
    const { days, openBoard } = this.#context;
    const stored = await findJob(days, id);
    if (stored === null) return mended(await openBoard.remove(id));
    await this.#raise(id, (job) => this.#hasNewerCard(job));
    const newest = await findJob(days, id);
    if (newest !== null) await fanOut(this.#context, newest);
    return mended(true);
  }

  /** True after a job was restored as it was earlier: a card may have a revision that the job will have again. */
  async #hasNewerCard(job: Job): Promise<boolean> {
    const { days, openBoard } = this.#context;
    if (((await openBoard.read()).cards.get(job.id)?.rev ?? 0) > job.rev) return true;
    for (const { day, ref } of (await findJob(days, job.id))?.holds ?? []) {
      const card = (await days.state(day)).reservations.get(ref)?.card;
      if (card !== undefined && card.rev > job.rev) return true;
    }
    return false;
  }

  #raise(id: JobId, isBehind: (job: Job) => Promise<boolean>): Promise<boolean> {
    const { find, writer, random } = this.#context;
    return raisePastCopies({ read: find, writer, random }, id, isBehind);
  }
}

const checkedBoard: CheckedLog<OpenBoardState, OpenBoardRecord> = {
  name: openBoardLog,
  kind: openBoardKind,
  title: "The list of waiting jobs",
  afterLoss: (state) => state,
};
