/** The code of a system or PostgreSQL error ("ENOENT", "3D000"); undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
