// Adds to package-lock.json the optional packages of other platforms that it lacks. npm leaves out what the registry it
// was made with does not have, and `npm ci` then refuses the file everywhere.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x'];

let added = 0;
for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const parts = name.split('/').pop().split('-');
    const os = OS.find((part) => parts.includes(part));
    const cpu = CPU.find((part) => parts.includes(part));
    const path = `node_modules/${name}`;
    if (!os || !cpu || lock.packages[path] || lock.packages[`${parent}/${path}`] || /^[\^~]/.test(version)) continue;
    const libc = parts.includes('musl') ? { libc: ['musl'] } : parts.includes('gnu') ? { libc: ['glibc'] } : {};
    lock.packages[path] = { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages added`);
