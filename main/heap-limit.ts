import { setFlagsFromString } from "node:v8";

/**
 * Raises V8's heap-growing factor, so that full garbage collections run less often. Document buffers are outside the
 * heap but count toward the trigger: with few live objects, a few days of half a megabyte caused several full
 * collections a second. See docs/decisions/0075.
 */
export const widenHeapLimit = (): void => setFlagsFromString("--heap-growing-percent=200");

/**
 * Lets garbage take less memory, for a command that reads a whole store: new objects keep the 8 MB that they have now, and
 * a full collection runs when the heap has grown by 30 %. Otherwise new objects take up to 64 MB twice. It costs a
 * third more processor time. See docs/decisions/0156.
 */
export const narrowHeap = (): void => {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=30");
};
