import type { HistoryRecord, Person } from '@/lib/identity/import/rules'
import { writeHistory } from '@/lib/identity/import/write-history'
import { writePeople } from '@/lib/identity/import/write-people'
import type { Ctx } from '@/lib/shared/context'
import type { DemoPerson } from './people'

/** People of the old platform, invented as all others are, as an import leaves them: without a password, one of them without a phone. */
const people: Person[] = [
  {
    name: '周玉梅',
    idNumber: '130203197604189926',
    phone: '13800006031',
    employer: '唐山市第三建筑设计院',
    regionCode: '130203',
    technicalGrade: '高级工程师',
  },
  {
    name: '孙立新',
    idNumber: '130202196911229915',
    phone: '13800006032',
    employer: '唐山市路南区疾病预防控制中心',
    regionCode: '130202',
    technicalGrade: '主治医师',
  },
  {
    name: '何晓燕',
    idNumber: '130281198503079940',
    phone: '13800006033',
    employer: '遵化市第一中学',
    regionCode: '130281',
    technicalGrade: '一级教师',
  },
  {
    name: '高建军',
    idNumber: '13028319720915993X',
    phone: null,
    employer: '迁安市公路管理站',
    regionCode: '130283',
    technicalGrade: '工程师',
  },
  {
    name: '古丽娜尔·阿不都',
    idNumber: '130205198806309962',
    phone: '13800006035',
    employer: '唐山市开平区妇幼保健院',
    regionCode: '130205',
    technicalGrade: '主管护师',
  },
  {
    name: '郑国强',
    idNumber: '130224196401299954',
    phone: '13800006036',
    employer: '滦南县水利勘测设计队',
    regionCode: '130224',
    technicalGrade: '工程师',
  },
  {
    name: '马淑兰',
    idNumber: '13022919790811998X',
    phone: '13800006037',
    employer: '玉田县农业技术推广中心',
    regionCode: '130229',
    technicalGrade: '高级农艺师',
  },
  {
    name: '宋海涛',
    idNumber: '130209199002259971',
    phone: '13800006038',
    employer: '唐山曹妃甸港务工程有限公司',
    regionCode: '130209',
    technicalGrade: '助理工程师',
  },
  {
    name: '韩雪',
    idNumber: '130208198305199901',
    phone: '13800006039',
    employer: '唐山市丰润区人民医院',
    regionCode: '130208',
    technicalGrade: '副主任医师',
  },
  {
    name: '曹志远',
    idNumber: '130225196712069992',
    phone: '13800006040',
    employer: '乐亭县新闻中心',
    regionCode: '130225',
    technicalGrade: '编辑',
  },
]

/** Signing in with 123456 leads them to the activation. */
export const demoMigrated: Pick<DemoPerson, 'idNumber' | 'name' | 'stage'>[] = [
  { idNumber: people[0]!.idNumber, name: people[0]!.name, stage: '原平台学员，用密码 123456 激活' },
  { idNumber: people[3]!.idNumber, name: people[3]!.name, stage: '原平台学员，没有登记手机号' },
]

const earned = [
  { year: 2023, title: '2023年度公需科目：新发展理念与数字素养', creditHours: 30 },
  { year: 2023, title: '2023年度专业科目：行业新技术应用', creditHours: 60 },
  { year: 2024, title: '2024年度公需科目：知识产权与职业道德', creditHours: 30 },
  { year: 2024, title: '2024年度专业科目：质量与安全管理', creditHours: 60 },
]

export async function seedMigrated(ctx: Ctx): Promise<void> {
  await writePeople(ctx, people, false)
  const records = people.flatMap(({ idNumber }, i): HistoryRecord[] =>
    earned.slice(i % 3).map((record) => ({
      ...record,
      idNumber,
      certificateNumber: `TS${record.year}${record.creditHours === 30 ? 'G' : 'Z'}${String(1001 + i * 7)}`,
      passedOn: `${record.year}-1${i % 2}-${12 + i}`,
    })),
  )
  await writeHistory(ctx, records, false, () => false)
}
