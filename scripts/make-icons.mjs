// Makes public/icons.svg: a sprite of the icons we use, from lucide (ISC licence). One cached file, no script on any page.
// Run after adding a name: node scripts/make-icons.mjs
import { createHash } from 'node:crypto'
import fs from 'node:fs'

const names =
  `alarm-clock arrow-left award badge-check bell book-open calendar-days camera captions check chevron-down chevron-left chevron-right
circle circle-alert circle-check circle-play circle-x clock clipboard-pen download eye eye-off file-text flag flask-conical
headset hourglass house image-up info key-round landmark layout-list library list-checks lock log-out maximize menu message-square
minimize minus pause play plus printer receipt-text refresh-cw rotate-ccw search smartphone square-library trash-2 triangle-alert
archive ban building-2 chart-column copy file-up grip-vertical history layout-grid megaphone pencil scroll-text settings sun undo-2 upload users-round
a-large-small arrow-down arrow-up bold graduation-cap heading-2 heading-3 link list list-ordered paperclip text-quote user user-minus user-plus users video volume-2 volume-x wallet wifi-off x`.split(
    /\s+/,
  )

const attributes = (node) =>
  Object.entries(node)
    .filter(([key]) => key !== 'key')
    .map(([key, value]) => `${key}="${value}"`)
    .join(' ')

/** An old name is a module that passes on the new one's default. */
async function iconData(name) {
  const file = new URL(`../node_modules/lucide-react/dist/esm/icons/${name}.mjs`, import.meta.url)
  const { __iconData: data } = await import(file)
  const alias = data ? null : /from '\.\/([\w-]+)\.mjs'/.exec(fs.readFileSync(file, 'utf8'))
  return data ?? iconData(alias[1])
}

const symbols = await Promise.all(
  names.map(async (name) => {
    const data = await iconData(name)
    const shapes = data.node.map(([tag, node]) => `<${tag} ${attributes(node)}/>`).join('')
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`
  }),
)
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`
fs.writeFileSync('public/icons.svg', sprite)
const version = createHash('sha256').update(sprite).digest('hex').slice(0, 8)
fs.writeFileSync(
  'components/ui/icon-names.ts',
  `/** Made by scripts/make-icons.mjs. The address changes with the drawings: browsers keep them for a year. */
export const spriteAddress = '/icons.svg?v=${version}'
export type IconName =\n${names.map((name) => `  | '${name}'`).join('\n')}\n`,
)
console.log(`${names.length} icons, ${fs.statSync('public/icons.svg').size} bytes`)

// Browsers ask for /favicon.ico where a page names no icon, as a PDF cannot: one picture of 32 points in an icon's six-byte frame.
const { default: sharp } = await import('sharp')
const picture = await sharp('public/favicon.svg', { density: 288 }).resize(32, 32).png().toBuffer()
const frame = Buffer.from([0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0])
frame.writeUInt32LE(picture.length, 14)
fs.writeFileSync('public/favicon.ico', Buffer.concat([frame, picture]))
