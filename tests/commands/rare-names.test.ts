import { expect, test } from 'vitest'
import { printCertificate } from '@/lib/certificates/print-certificate'
import { listCertificates } from '@/lib/certificates/queries'
import { getProfile } from '@/lib/identity/queries'
import { aGraduate } from '../support/learners'
import { textOf } from '../support/pdf-text'
import { aRegistrant } from '../support/registrants'
import { anIdNumber } from '../support/world'

/** Registers, passes a class and prints: what stands on the paper. */
async function printed(name: string, document: { documentKind: 'resident_id' | 'passport'; idNumber: string }): Promise<string> {
  const me = await aRegistrant('employment', { name, ...document })
  const { id } = await me.finish()
  const trainee = { ...me.ctx, actor: { kind: 'trainee' as const, id, name, address: '10.0.0.1' } }
  const { idNumber } = await getProfile(trainee)
  const { then } = await aGraduate({}, { trainee: { ...trainee, idNumber: document.idNumber, phone: me.phone } })
  const [certificate] = await listCertificates(then)
  const text = (await textOf((await printCertificate(then, certificate!.id)).pdf)).replace(/\s/g, '')
  expect(text).toContain(idNumber)
  return text
}

test.each(['王䶮', '𠮷田', '阿依古丽·买买提', '𠮷䶮㛃·𰻝'])('%s prints right on a certificate', async (name) => {
  expect(await printed(name, { documentKind: 'resident_id', idNumber: anIdNumber() })).toContain(`${name}（身份证号`)
})

test('a passport is not called 身份证', async () => {
  const text = await printed('Anna-Marie O’Neil', { documentKind: 'passport', idNumber: 'E12345678' })
  expect(text).toContain('Anna-MarieO’Neil（证件号码E12345678）')
})
