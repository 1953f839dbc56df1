import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const files = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? files(file) : file.endsWith('.tsx') ? [file] : []
  })

/** They may be taken back by asking again or doing it anew, or stand behind a fold that says what comes of it. */
const withoutAsking = [
  'app/(group)/group/rosters/[rosterId]/_components/discard-draft.tsx',
  'app/admin/(desk)/corrections/[personId]/[correctionId]/page.tsx',
  'app/admin/(desk)/enterprises/[id]/_components/decide-card.tsx',
  'app/admin/(desk)/people/[personId]/studies/[studyId]/page.tsx',
  'app/admin/(desk)/refunds/[requestId]/_components/decision.tsx',
]

test('whatever revokes, removes or ends something asks first', () => {
  const danger = /<SubmitButton\b[^>]*\bdanger\b/
  const found = files('app').filter((file) => danger.test(fs.readFileSync(file, 'utf8')))
  expect(found.sort()).toEqual(withoutAsking.sort())
})

test('what asks says what comes of it, in a sentence', () => {
  for (const file of files('app')) {
    const text = fs.readFileSync(file, 'utf8')
    for (const [, says] of text.matchAll(/<ConfirmButton\b[^>]*?\bsays="([^"]*)"/gs)) expect(says, file).toMatch(/。$/)
  }
})
