/** The port in a postmaster.opts, where PostgreSQL keeps the command line of its last start; undefined if none. */
export function lastPort(options: string): number | undefined {
  const port = /\bport=(\d+)/.exec(options)?.[1];
  return port === undefined ? undefined : Number(port);
}
