import type { Day } from "../domain/day.ts";

/**
 * Keeps the last answer of each board, as bytes. Many open boards ask for the same day, and its answer is large: sorting
 * and writing 300 visits as JSON takes longer than everything else in the request.
 */
export class BoardAnswers {
  readonly #answers = new Map<string, { etag: string; body: Uint8Array<ArrayBuffer> }>();

  /** Returns the answer with this ETag. Renders it if the board of this day and audience had another one. */
  get({ day, audience }: { day: Day; audience: string }, etag: string, render: () => object): Uint8Array<ArrayBuffer> {
    const key = `${day} ${audience}`;
    const known = this.#answers.get(key);
    const answer = known?.etag === etag ? known : { etag, body: new TextEncoder().encode(JSON.stringify(render())) };
    // The least recently used one comes first.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostAnswers && oldest !== undefined) this.#answers.delete(oldest);
    return answer.body;
  }
}

/** A board of 300 visits is 120 KB. */
const mostAnswers = 64;
