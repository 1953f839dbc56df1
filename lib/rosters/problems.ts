import { type Column, titleOf } from './columns'

/** Every way in which a row can be wrong: how it is called in the filter, what is wrong, what to do. {gaps} are filled from facts. */
export const problemKinds = {
  missing: { label: '必填项没有填', wrong: '没有填写{title}', todo: '请补填' },
  cell_error: { label: '公式出错', wrong: '单元格的公式出错，没有结果', todo: '请直接填写{title}' },
  too_long: { label: '文字太长', wrong: '{title}超过 {most} 个字', todo: '请缩短' },
  name_characters: { label: '姓名有误', wrong: '姓名中有不能使用的字符“{characters}”', todo: '请对照身份证填写姓名' },
  name_private_use: {
    label: '姓名有误',
    wrong: '姓名中有自造字“{characters}”，在别的电脑上显示不出来，也打印不了',
    todo: '请用输入法重新输入这个字',
  },
  unprintable: {
    label: '生僻字打印不出',
    wrong: '{title}中的“{characters}”现在打印不到证书上',
    todo: '请核对；证件上确实是这个字的，请联系客服',
  },
  document_kind_unknown: {
    label: '证件类型有误',
    wrong: '没有这种证件类型',
    todo: '请填写居民身份证、港澳台居民居住证、外国人永久居留身份证或护照',
  },
  document_kind_differs: { label: '证件类型有误', wrong: '号码与证件类型不符', todo: '请核对证件类型和号码' },
  passport_form: { label: '护照号码有误', wrong: '护照号码应为 5–15 位字母和数字', todo: '请对照护照核对' },
  id_digits_lost: {
    label: '身份证号末几位丢失',
    wrong: '身份证号存成了数字，末几位已经丢失',
    todo: '请把这一列设为“文本”格式，再对照身份证重新填写',
  },
  id_old: { label: '身份证号位数不对', wrong: '这是 15 位的旧身份证号', todo: '请换成现在的 18 位身份证号' },
  id_length: { label: '身份证号位数不对', wrong: '身份证号是 {length} 位，应为 18 位', todo: '请对照身份证核对' },
  id_characters: { label: '身份证号有误', wrong: '身份证号只能是数字，末位可以是 X', todo: '请对照身份证核对' },
  id_region: { label: '身份证号有误', wrong: '身份证号的前两位不是行政区划代码', todo: '请对照身份证核对' },
  id_date: { label: '身份证号有误', wrong: '身份证号中的出生日期不存在，或还没有到', todo: '请对照身份证核对' },
  id_checksum: { label: '身份证号有误', wrong: '身份证号的校验位不对，有一位或几位填错了', todo: '请对照身份证核对每一位' },
  id_age: { label: '年龄不符', wrong: '按身份证号计算未满 16 周岁或超过 100 周岁', todo: '请对照身份证核对；确实如此的不能报名' },
  sex_unknown: { label: '性别有误', wrong: '性别不是“男”或“女”', todo: '请填写“男”或“女”' },
  sex_differs: { label: '性别与身份证号不符', wrong: '按身份证号是“{sex}”', todo: '请核对性别和身份证号' },
  born_unknown: { label: '出生日期有误', wrong: '看不懂这个日期', todo: '请填写成 1980-01-31 的样子' },
  born_differs: { label: '出生日期与身份证号不符', wrong: '按身份证号是 {born}', todo: '请核对出生日期和身份证号' },
  phone_form: { label: '手机号有误', wrong: '不是 11 位的手机号', todo: '请填写本人的 11 位手机号' },
  phone_digits_lost: {
    label: '手机号有误',
    wrong: '手机号存成了数字，末几位已经丢失',
    todo: '请把这一列设为“文本”格式，再重新填写',
  },
  phone_twice: {
    label: '手机号重复',
    wrong: '手机号与{row}相同',
    todo: '每人填写本人的手机号，用来激活账号和接收通知',
  },
  grade_unknown: { label: '职称不在列表中', wrong: '没有这个职称或技术等级', todo: '请从列表中选择：{choices}' },
  duplicate: { label: '文件内重复', wrong: '与{row}是同一个人', todo: '请删去其中一行' },
  name_differs_in_file: { label: '同一身份证号姓名不同', wrong: '与{row}身份证号相同，姓名不同', todo: '请对照身份证核对这两行' },
  name_differs: {
    label: '与平台登记的姓名不同',
    wrong: '这个身份证号在平台登记的是另一个姓名',
    todo: '请对照身份证核对；姓名确实改过或登记有误的，请本人联系客服更正',
  },
  already_in_class: { label: '已报名', wrong: '已经报名这个班', todo: '请删去这一行' },
  already_in_year: { label: '已报名', wrong: '本年度已报名“{title}”', todo: '请删去这一行，或先退出那个班' },
} as const satisfies Record<string, { label: string; wrong: string; todo: string }>

export type ProblemKind = keyof typeof problemKinds

/** `value` is what stands in the file. */
export type Problem = { kind: ProblemKind; column: Column; value: string; wrong: string; todo: string }

export function problem(kind: ProblemKind, column: Column, value: string, facts: Record<string, string | number> = {}): Problem {
  const known: Record<string, string | number> = { title: titleOf(column), ...facts }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, gap: string) => String(known[gap] ?? ''))
  return { kind, column, value, wrong: fill(problemKinds[kind].wrong), todo: fill(problemKinds[kind].todo) }
}

/** A problem in one sentence, for the column 问题说明. */
export const sentenceOf = ({ column, wrong, todo }: Problem) => `${titleOf(column)}：${wrong}。${todo}。`

/** Kinds that people take for one have one label: this is how many rows each label has, most first. */
export function labelsOf(counted: { problems: string[]; rows: number }[]): { label: string; rows: number }[] {
  const labels = new Map<string, number>()
  for (const { problems, rows } of counted) {
    const own = new Set(problems.map((kind) => problemKinds[kind as ProblemKind].label))
    for (const label of own) labels.set(label, (labels.get(label) ?? 0) + rows)
  }
  return [...labels].map(([label, rows]) => ({ label, rows })).sort((a, b) => b.rows - a.rows)
}

export const kindsOfLabel = (label: string): ProblemKind[] =>
  (Object.keys(problemKinds) as ProblemKind[]).filter((kind) => problemKinds[kind].label === label)
