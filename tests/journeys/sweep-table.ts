import type { StaffRight } from '@/lib/shared/rights'

/** Who may open what, told apart from the code that decides it. A page, route or action that is not told here fails the sweep. */
export type Behind = 'nothing' | 'trainee' | 'approved enterprise' | 'any enterprise' | 'any buyer' | 'staff'

const api: Record<string, Behind> = {
  'api/attention/[checkId]/[form]': 'trainee',
  'api/auth/[...nextauth]': 'nothing', // the return from the provider
  'api/captcha/audio': 'nothing',
  'api/captcha': 'nothing',
  'api/certificates/[certificateId]': 'trainee',
  'api/employers': 'nothing',
  'api/group/certificates/[packId]': 'approved enterprise',
  'api/group/people': 'approved enterprise',
  'api/health': 'nothing',
  'api/invoices/[invoiceId]': 'any buyer',
  'api/media/[mediaId]/[file]': 'nothing', // by a ticket of the lesson
  'api/payments/[provider]/notify': 'nothing', // signed by the gateway
  'api/photo': 'trainee',
  'api/rosters/[rosterId]/file': 'approved enterprise',
  'api/rosters/last-year': 'approved enterprise',
  'api/rosters/template': 'nothing', // the general one for everybody; of a class for enterprises
  'api/rosters/upload': 'approved enterprise',
  'api/uploads/[uploadId]': 'staff',
  'api/uploads': 'staff',
}

export function standsBehind(file: string): Behind | undefined {
  if (file.startsWith('app/.well-known/')) return 'nothing'
  if (file.startsWith('app/api/')) return api[file.replace(/^app\//, '').replace(/\/route\.tsx?$/, '')]
  if (file.startsWith('app/admin/sign-in/')) return 'nothing'
  if (file.startsWith('app/admin/')) return 'staff'
  if (file.startsWith('app/(group)/group/review/')) return 'any enterprise'
  if (file.startsWith('app/(group)/group/')) return 'approved enterprise'
  if (file.startsWith('app/(group)/')) return 'any enterprise'
  if (file.startsWith('app/(center)/')) return 'trainee'
  return file.startsWith('app/(public)/') || file.startsWith('app/(sandbox)/') ? 'nothing' : undefined
}

/** By the beginning of the path under the desk, the first that fits. Null: anybody of the staff. */
const pages: [under: string, right: StaffRight | null][] = [
  ['page.tsx', null],
  ['account/', null],
  ['audit/', 'audit.read'],
  ['certificates/', 'certificates.read'],
  ['corrections/', 'people.correct'],
  ['courses/[courseId]/bank/page', 'courses.read'],
  ['courses/[courseId]/bank/export', 'courses.read'],
  ['courses/[courseId]/bank/', 'courses.edit'],
  ['courses/[courseId]/chapters/', 'courses.edit'],
  ['courses/[courseId]/edit/', 'courses.edit'],
  ['courses/bank-template/', 'courses.edit'],
  ['courses/lessons/[mediaId]/captions', 'courses.edit'],
  ['courses/new/', 'courses.edit'],
  ['courses/', 'courses.read'],
  ['enterprises/[id]/licence', 'enterprises.review'],
  ['enterprises/phones', 'enterprises.review'],
  ['enterprises/', 'enterprises.read'],
  ['invoices/[invoiceId]/upload', 'invoices.issue'],
  ['invoices/pending.xlsx', 'invoices.issue'],
  ['invoices/upload', 'invoices.issue'],
  ['invoices/', 'orders.read'],
  ['jobs/', 'jobs.read'],
  ['notices/[noticeId]/attachments/[attachmentId]', 'notices.read'],
  ['notices/[noticeId]/preview', 'notices.read'],
  ['notices/[noticeId]/', 'notices.edit'],
  ['notices/new', 'notices.edit'],
  ['notices/', 'notices.read'],
  ['oddities/', 'oddities.read'],
  ['orders/', 'orders.read'],
  ['people/[personId]/photo', 'photos.read'],
  ['people/phones', 'people.reset'],
  ['people/', 'people.read'],
  ['programs/[programId]/page', 'programs.read'],
  ['programs/page', 'programs.read'],
  ['programs/', 'programs.edit'],
  ['refunds/', 'orders.read'],
  ['reports/', 'reports.read'],
  ['rosters/', 'rosters.read'],
  ['settings/', 'settings.edit'],
  ['sms/', 'sms.read'],
  ['readiness/', 'settings.edit'],
  ['staff/', 'staff.manage'],
  ['reconciliation/', 'bills.read'],
  ['transfers/import/', 'transfers.confirm'],
  ['transfers/', 'orders.read'],
]

export function rightOfPage(file: string, _method: string): StaffRight | null | undefined {
  if (file.startsWith('app/api/uploads')) return 'courses.edit'
  const under = file.replace(/^app\/admin\/(\(desk\)\/)?/, '')
  return pages.find(([begin]) => under.startsWith(begin))?.[1]
}

const actions: [under: string, right: StaffRight | null][] = [
  ['_components/', null],
  ['account/', null],
  ['certificates/', 'certificates.revoke'],
  ['corrections/', 'people.correct'],
  ['courses/', 'courses.edit'],
  ['enterprises/', 'enterprises.review'],
  ['invoices/', 'invoices.issue'],
  ['jobs/', 'jobs.retry'],
  ['notices/', 'notices.edit'],
  ['oddities/', 'oddities.review'],
  ['programs/', 'programs.edit'],
  ['reconciliation/', 'bills.close'],
  ['refunds/', 'refunds.decide'],
  ['settings/', 'settings.edit'],
  ['staff/', 'staff.manage'],
  ['transfers/', 'transfers.confirm'],
]

const actionsForPeople: Record<string, StaffRight> = {
  unmaskAction: 'people.unmask',
  resetPasswordAction: 'people.reset',
  registerPhoneAction: 'people.reset',
  releasePhoneAction: 'people.reset',
  cancelPhoneAction: 'people.reset',
  removePhotoAction: 'people.reset',
  correctNameAction: 'people.reset',
  setLockedAction: 'people.reset',
  correctHoursAction: 'hours.correct',
}

export function rightOfAction(file: string, name: string): StaffRight | null | undefined {
  const under = file.replace(/^app\/admin\/(\(desk\)\/)?/, '')
  if (under.startsWith('people/')) return actionsForPeople[name]
  return actions.find(([begin]) => under.startsWith(begin))?.[1]
}
