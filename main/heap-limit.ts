import { setFlagsFromString } from "node:v8";

/**
 * Raises V8's heap-growing factor, so that full garbage collections run less often. Document buffers are outside the
 * heap but count toward the trigger: with few live objects, a few days of half a megabyte caused several full
 * collections a second. See docs/decisions/0075.
 */
export const widenHeapLimit = (): void => setFlagsFromString("--heap-growing-percent=200");

/**
 * Lets garbage take little memory, for a command that reads a whole store: a full collection also runs when the heap has
 * grown by 30 %. It costs up to a third more processor time. See docs/decisions/0156.
 */
export const narrowHeap = (): void => setFlagsFromString("--heap-growing-percent=30");
