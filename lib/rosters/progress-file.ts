import type { Ctx, Enterprise } from '@/lib/shared/context'
import { type SheetColumn, tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { formatDay, formatLastDay, formatMoment } from '@/lib/shared/time'
import { listAllProgress, type Person, type ProgressQuery, stateNames } from './progress'

const columns: SheetColumn<Person>[] = [
  ['姓名', 14, ({ name }) => name],
  ['身份证号', 24, ({ idNumberMasked }) => idNumberMasked],
  ['手机号', 16, ({ phoneMasked }) => phoneMasked],
  ['工作单位', 32, ({ employer }) => employer],
  ['班级', 40, ({ classTitle }) => classTitle],
  ['年度', 8, ({ year }) => year],
  ['状态', 12, ({ state }) => stateNames[state]],
  ['已获得学时', 12, ({ earned }) => earned],
  ['应修学时', 12, ({ required }) => required],
  ['最近学习', 18, ({ lastLearntAt }) => (lastLearntAt ? formatMoment(lastLearntAt) : null)],
  ['合格日期', 14, ({ passedAt }) => (passedAt ? formatDay(passedAt) : null)],
  ['证书编号', 24, ({ certificateNumber }) => certificateNumber],
  ['学习期限至', 14, ({ studyUntil }) => formatLastDay(studyUntil)],
  ['账号', 10, ({ mustActivate }) => (mustActivate ? '待激活' : '已激活')],
]

/** 职工进度 as .xlsx: the list as it is narrowed, numbers masked as on the screen. */
export async function makeProgressFile(ctx: Ctx<Enterprise>, query: ProgressQuery): Promise<{ name: string; bytes: Buffer }> {
  const bytes = writeWorkbook([tableSheet('职工进度', columns, await listAllProgress(ctx, query))])
  return { name: `职工进度${formatDay(ctx.now)}.xlsx`, bytes }
}
