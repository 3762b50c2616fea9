/**
 * Yields what `read` returns for each item, in order. While the caller uses one, the next ones are being read, at most
 * `most` at a time, so a store far away takes one round of requests for several items. A failure is thrown in its turn.
 */
export async function* readAhead<Item, Value>(
  items: AsyncIterable<Item>,
  read: (item: Item) => Promise<Value>,
  most = 8,
): AsyncGenerator<Value> {
  const running: Promise<Value>[] = [];
  for await (const item of items) {
    const value = read(item);
    value.catch(() => undefined); // The caller gets this error in its turn, or has stopped reading.
    running.push(value);
    const first = running.length < most ? undefined : running.shift();
    if (first !== undefined) yield await first;
  }
  for (const value of running) yield await value;
}
