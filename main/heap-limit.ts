import { setFlagsFromString } from "node:v8";

/**
 * Lets the heap grow to three times what is alive before all of it is looked through, for a process that sends and reads
 * whole days. V8 counts their bytes, which lie outside of its heap, towards the limit for its objects: with few objects
 * alive, some days of half a megabyte were enough for one more round through all of them, several a second. Three times
 * is within what it allows a large heap by itself. See docs/decisions/0075.
 */
export const widenHeapLimit = (): void => setFlagsFromString("--heap-growing-percent=200");
