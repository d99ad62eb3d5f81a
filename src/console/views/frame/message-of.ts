/** What a part of the engine that is down says about it. */
export function messageOf(part: Readonly<Record<string, unknown>>): string {
  const { message } = part;
  return typeof message === 'string' ? message : 'down';
}
