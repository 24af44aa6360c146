// Adds to package-lock.json what `npm install` leaves out when its registry does not carry it: the optional packages of other
// platforms, which their parents pin to one exact version. Without them `npm ci` calls the lock incomplete and refuses it
// (npm/cli issue 9846). Run it after adding a package: node .ci/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { '': root, ...packages } = lock.packages;
const missing = Object.entries(packages).flatMap(([where, parent]) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${where}/node_modules/${name}`])
    .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, parent)]),
);
const sorted = [...Object.entries(packages), ...missing].sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = { '': root, ...Object.fromEntries(sorted) };
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${missing.length} added\n`);

/** What npm would have written, but for the hash, which only the registry knows. */
function entryOf(name, version, parent) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw new Error(`${name}@${version} is not exact`);
  const words = name.split(/[-/]/);
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') ? 'glibc' : null;
  return {
    version,
    cpu: CPU.filter(cpu => words.includes(cpu)),
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    license: parent.license,
    optional: true,
    os: OS.filter(os => words.includes(os)),
  };
}
