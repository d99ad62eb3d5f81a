/** How the command line ends, for scripts. */
export const EXIT = {
  ok: 0,
  /** The order failed, was cancelled or expired. */
  notConfirmed: 1,
  /** Wrong usage, or the engine refused. */
  refused: 2,
  /** No engine answers. */
  unreachable: 3,
  /** Ctrl-C (SIGINT). */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const;
