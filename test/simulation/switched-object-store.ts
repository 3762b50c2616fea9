import type { ObjectStore } from "../../store/port/object-store.ts";

/** An object store that a test exchanges, so that a process runs some of its calls as one step. */
export class SwitchedObjectStore implements ObjectStore {
  current: ObjectStore;

  constructor(current: ObjectStore) {
    this.current = current;
  }

  get partBytes(): number {
    return this.current.partBytes;
  }

  get maxBodyBytes(): number {
    return this.current.maxBodyBytes;
  }

  get: ObjectStore["get"] = (...given) => this.current.get(...given);
  put: ObjectStore["put"] = (...given) => this.current.put(...given);
  delete: ObjectStore["delete"] = (...given) => this.current.delete(...given);
  list: ObjectStore["list"] = (...given) => this.current.list(...given);
}
