// Registry mirrors may lack packages for other systems than the one that wrote the lock file; `npm ci` then refuses it
// ("Missing … from lock file"). This adds their entries. Run it after each change of dependencies: npm run lock:fill
import fs from 'node:fs'

const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'))
const packages = lock.packages

/** As Node resolves: nested first, then up. */
function isLocked(from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true
    if (!base) return false
  }
}

const first = (name, table) => Object.entries(table).find(([pattern]) => name.includes(pattern))?.[1]
const systems = { android: 'android', darwin: 'darwin', win32: 'win32', windows: 'win32', freebsd: 'freebsd', linux: 'linux' }
const processors = { arm64: 'arm64', x64: 'x64', ia32: 'ia32', wasm32: 'wasm32', arm: 'arm' }

let filled = 0
for (const [from, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(from, name)) continue
    const os = first(name, systems)
    const cpu = first(name, processors)
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[~^]/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
      ...(name.includes('musl') && { libc: ['musl'] }),
    }
    filled++
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${filled} entries filled`)
