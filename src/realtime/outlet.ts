/** Where messages for one client go. Nothing here throws or waits; a closed outlet swallows what it is given. */
export interface Outlet {
  /** Sends one text frame; a client that does not read is closed instead. */
  deliver(frame: Buffer | string): void;
  /** Closes after what was delivered before. */
  finish(code: number, reason: string): void;
  /** Between these two, what is delivered gathers and leaves together. They nest. */
  cork(): void;
  uncork(): void;
}
