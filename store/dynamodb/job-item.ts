import type { HistoryEntry, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { layout } from "./layout.ts";
import type { Item } from "./write.ts";

/**
 * A job as it lies there. What is paid for, at each change, is the size of the item: so the older part of a long
 * history moves into pages that are written once, long before the item could be too large to be written at all.
 */
export interface JobItem extends Item {
  /** The job's: what others' writes check. */
  rev: number;
  /** Another with every write. */
  stamp: string;
  /** When it was made, and after which others by the same process: the order within its home day. */
  made: string;
  /** The pages that hold the beginning of its history: from, and up to but not with. */
  first_page: number;
  end_page: number;
  /** How many entries they hold. */
  paged: number;
  /** The job as JSON; its history without what is paged. */
  body: string;
}

export interface PageItem extends Item {
  /** History entries as JSON. */
  body: string;
}

/** A job that was read, with what a change of it must know. */
export interface StoredJob extends Layed {
  job: Job;
  stamp: string;
}

/** How a job lies: what the next write of it builds upon. */
export interface Layed {
  made: string;
  first_page: number;
  end_page: number;
  paged: number;
}

/** The items that a job is written as: itself, and pages where it grew too large. */
export const encodeJob = (
  job: Job,
  { made, first_page, end_page, paged }: Layed,
  stamp: string,
  limit = inlineBytes,
): { item: JobItem; pages: PageItem[] } => {
  const kept = job.history.slice(paged);
  const itemWith = (history: HistoryEntry[], more: Pick<Layed, "end_page" | "paged">): JobItem => ({
    ...layout.job(job.id),
    rev: job.rev,
    stamp,
    made,
    first_page,
    ...more,
    body: JSON.stringify({ ...job, history }),
  });
  const whole = itemWith(kept, { end_page, paged });
  if (kept.length < 2 || bytesOf(whole.body) <= limit) return { item: whole, pages: [] };
  // The newest stays: it is what a reader of the item alone wants to see.
  const pages = pagesOf(kept.slice(0, -1)).map((entries, index) => ({
    ...layout.page(job.id, end_page + index),
    body: JSON.stringify(entries),
  }));
  const newest = kept.slice(-1);
  return { item: itemWith(newest, { end_page: end_page + pages.length, paged: job.history.length - 1 }), pages };
};

/** Throws where it is not what was written; `pages` in their order. */
export const decodeJob = (item: JobItem, pages: PageItem[]): StoredJob => {
  // Only `encodeJob` writes these.
  const job = JSON.parse(item.body) as Job;
  const earlier = pages.flatMap(({ body }) => JSON.parse(body) as HistoryEntry[]);
  if (earlier.length !== item.paged) throw new SyntaxError("A page of its history is not there");
  const { stamp, made, first_page, end_page, paged } = item;
  return { job: { ...job, history: [...earlier, ...job.history] }, stamp, made, first_page, end_page, paged };
};

export const pageKeys = (id: JobId, { first_page, end_page }: Pick<Layed, "first_page" | "end_page">) =>
  Array.from({ length: end_page - first_page }, (_, index) => layout.page(id, first_page + index));

/** As many pages as it takes for each to be well below what an item may hold. */
const pagesOf = (entries: HistoryEntry[]): HistoryEntry[][] => {
  const pages: HistoryEntry[][] = [];
  let size = 0;
  for (const entry of entries) {
    const bytes = bytesOf(JSON.stringify(entry));
    const page = pages.at(-1);
    if (page === undefined || size + bytes > pageBytes) {
      pages.push([entry]);
      size = bytes;
    } else {
      page.push(entry);
      size += bytes;
    }
  }
  return pages;
};

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

const inlineBytes = 24 * 1024;
const pageBytes = 200 * 1024;
