// Writes lib/shared/fonts/printable.json: the characters that the printing fonts have between them. Run it when a font changes.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './project.mjs'

const require = createRequire(path.join(root, 'package.json'))
const fontkit = require('fontkit')
const faces = fs.readFileSync(path.join(root, 'lib/shared/pdf-fonts.ts'), 'utf8')
const files = [...faces.matchAll(/weight: 400, file: '([^']+)'/g)].map(([, file]) => file)
const points = [...new Set(files.flatMap((file) => fontkit.openSync(require.resolve(file)).characterSet))].sort((a, b) => a - b)

const ranges = []
for (const point of points) {
  const last = ranges.at(-1)
  if (last?.[1] === point - 1) last[1] = point
  else ranges.push([point, point])
}
let end = 0
const steps = ranges.map(([first, last]) => {
  const step = `${(first - end).toString(36)}${last > first ? `-${(last - first).toString(36)}` : ''}`
  end = last
  return step
})
fs.writeFileSync(path.join(root, 'lib/shared/fonts/printable.json'), `${JSON.stringify({ steps: steps.join(' ') })}\n`)
