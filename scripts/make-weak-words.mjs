// Makes lib/identity/password/weak-words.json: what people in China make passwords of, most common first in each list. Words are
// given in Chinese and kept so and in pinyin; names, walks over the keyboard and numbers are put together here by rule.
// Run: node scripts/make-weak-words.mjs
import fs from 'node:fs'
import { pinyin } from 'pinyin-pro'
import { givenNames, numbers, passwords, surnames, words } from './weak-words.mjs'

const list = (text) => text.trim().split(/\s+/)
const spell = (word) => pinyin(word, { toneType: 'none', type: 'array', v: true }).join('')
const spellName = (word) => pinyin(word, { toneType: 'none', type: 'array', v: true, surname: 'all' }).join('')
const initials = (word) => pinyin(word, { pattern: 'first', toneType: 'none', type: 'array' }).join('')
const isHan = (word) => /\p{Script=Han}/u.test(word)

const inBoth = (items, say) => items.flatMap((word) => (isHan(word) ? [say(word).toLowerCase(), word] : [word.toLowerCase()]))

/** The commonest names in full: who is called so often makes a password of it, and of others. */
function names() {
  const [family, given] = [list(surnames), list(givenNames)]
  const full = family.slice(0, 40).flatMap((surname) => given.slice(0, 30).map((name) => surname + name))
  return [...inBoth(family, spellName), ...inBoth(given, spell), ...full.map(spellName)]
}

/** Columns and rows, down and up, with and without shift, one beside the other: 1qaz2wsx, qweasd, zaq12wsx, !QAZ@WSX. */
function walks() {
  const columns = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik', '9ol', '0p']
  const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
  const back = (text) => [...text].reverse().join('')
  const walked = []
  for (const from of [0, 1]) {
    const some = columns.map((column) => column.slice(from))
    for (let i = 0; i < some.length; i++)
      for (let n = 1; n <= 5 && i + n <= some.length; n++) {
        const part = some.slice(i, i + n)
        const snake = part.map((column, k) => (k % 2 ? back(column) : column))
        const snakeUp = part.map((column, k) => (k % 2 ? column : back(column)))
        walked.push(
          part.join(''),
          part.map(back).join(''),
          back(part.join('')),
          back(part.map(back).join('')),
          snake.join(''),
          snakeUp.join(''),
        )
      }
  }
  const chunks = [3, 4, 5].flatMap((n) => rows.map((row) => row.slice(0, n)))
  for (const one of chunks)
    for (const other of chunks) if (one[0] !== other[0]) walked.push(one + other, one + other + one, back(one) + other)
  const three = [3, 4].map((n) => rows.map((row) => row.slice(0, n)))
  for (const [digits, top, middle, low] of three)
    walked.push(top + middle + low, low + middle + top, digits + top + middle, digits + top + middle + low, top + middle + low + digits)
  for (const row of rows) for (let n = 5; n <= row.length; n++) walked.push(row.slice(0, n), back(row).slice(0, n))
  const shift = Object.fromEntries([...'1234567890'].map((digit, i) => [digit, '!@#$%^&*()'[i]]))
  return walked.flatMap((walk) => [walk, [...walk].map((c) => shift[c] ?? c).join('')])
}

/** The numbers of love and luck, single, doubled and one behind the other. */
function luckyNumbers() {
  const some = list(numbers)
  return [...some, ...some.slice(0, 24).flatMap((one) => some.slice(0, 24).map((other) => one + other))]
}

/** Every syllable of the language: any other word is made of these. */
function syllables() {
  const heard = new Map()
  for (let code = 0x4e00; code <= 0x9fa5; code++) {
    const said = pinyin(String.fromCharCode(code), { toneType: 'none', v: true })
    if (/^[a-z]{2,6}$/.test(said)) heard.set(said, (heard.get(said) ?? 0) + 1)
  }
  return [...heard].sort(([, a], [, b]) => b - a).flatMap(([said, n]) => (n >= 3 ? [said] : []))
}

const once = (items) => [...new Set(items)].join(' ')
const lists = {
  passwords: once([...inBoth(list(passwords), spell), ...luckyNumbers()]),
  walks: once(walks()),
  names: once(names()),
  words: once([
    ...inBoth(list(words), spell),
    ...list(words)
      .filter((word) => isHan(word) && [...word].length >= 3)
      .map(initials),
  ]),
  syllables: once(syllables()),
}
fs.writeFileSync('lib/identity/password/weak-words.json', `${JSON.stringify(lists, null, 1)}\n`)
for (const [name, text] of Object.entries(lists)) console.log(name, text.split(' ').length)
console.log(`${Math.round(JSON.stringify(lists).length / 1024)} kB`)
