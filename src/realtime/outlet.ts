/** Where messages for one client go. Nothing here throws or waits; a closed outlet swallows what it is given. */
export interface Outlet {
  /** Sends one text frame, together with all else of this turn; a client that does not read is closed instead. */
  deliver(frame: Buffer | string): void;
  /** Closes after what was delivered before. */
  finish(code: number, reason: string): void;
}
