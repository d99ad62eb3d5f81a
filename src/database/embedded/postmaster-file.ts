export interface PostmasterFile {
  pid: number;
  /** Undefined while the server has not come far enough to write it. */
  port: number | undefined;
}

/** Reads the text of a postmaster.pid; undefined when it is not one (or not yet written). */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number.isInteger(port) && port > 0 ? port : undefined };
}
