import type { NewPerson } from '@/lib/identity/insert-people'
import { idNumberIndex } from '@/lib/identity/queries'

/** Somebody of an import or a roster, as they are inserted. */
export const aNewPerson = (idNumber: string, phone = '13900000000'): NewPerson => ({
  name: '王建国',
  documentKind: 'resident_id',
  idNumber,
  index: idNumberIndex(idNumber),
  phone,
  employer: null,
  regionCode: null,
  technicalGrade: null,
})
