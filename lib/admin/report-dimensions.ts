import { type SQL, sql } from 'drizzle-orm'
import { categories, classes, programs } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'

/** What a report counts by. A person counts once in each class. */
export const dimensions = {
  year: '年度',
  quarter: '季度',
  month: '月份',
  region: '行政区划',
  category: '培训类别',
  employer: '单位',
  class: '班级',
  person: '人员',
} as const
export type Dimension = keyof typeof dimensions

/**
 * How a dimension names its groups, and what it has to be joined with. `key` and `name` are told the moment of what is counted, for time
 * goes by that. `beside`: what else is told of a group, by title.
 */
type Grouping = { key: (at: SQL) => SQL; name: (at: SQL) => SQL; join: SQL; beside?: Record<string, SQL>; inOrder?: true }

const inChina = (at: SQL, form: string) => sql`to_char(${at} at time zone 'Asia/Shanghai', ${sql.raw(`'${form}'`)})`
const joinRegions = sql`join ${regions} on ${regions.code} = ${classes.regionCode}`
const joinTrainees = sql`join ${trainees} on ${trainees.id} = ${enrollments.traineeId}`
const employer = sql`coalesce(nullif(${enrollments.employer}, ''), nullif(${trainees.employer}, ''), '未填写单位')`

export const groupings: Record<Dimension, Grouping> = {
  year: { key: () => sql`${programs.year}::text`, name: () => sql`${programs.year} || ' 年度'`, join: sql`` },
  quarter: { key: (at) => inChina(at, 'YYYY-Q'), name: (at) => inChina(at, 'YYYY" 年第 "Q" 季度"'), join: sql``, inOrder: true },
  month: { key: (at) => inChina(at, 'YYYY-MM'), name: (at) => inChina(at, 'YYYY" 年 "FMMM" 月"'), join: sql``, inOrder: true },
  region: { key: () => sql`${classes.regionCode}`, name: () => sql`${regions.name}`, join: joinRegions },
  category: {
    key: () => sql`${programs.categoryId}::text`,
    name: () => sql`${categories.name}`,
    join: sql`join ${categories} on ${categories.id} = ${programs.categoryId}`,
  },
  employer: {
    key: () => sql`coalesce(${enrollments.employer}, ${trainees.employer}, '')`,
    name: () => employer,
    join: joinTrainees,
  },
  class: {
    key: () => sql`${classes.id}::text`,
    name: () => sql`${classes.title}`,
    join: joinRegions,
    beside: { 行政区划: sql`${regions.name}`, 培训项目: sql`${programs.title}` },
  },
  person: {
    key: () => sql`${enrollments.id}::text`,
    name: () => sql`${trainees.name}`,
    join: sql`${joinTrainees} ${joinRegions}`,
    beside: {
      身份证号: sql`${trainees.idNumberMasked}`,
      单位: employer,
      行政区划: sql`${regions.name}`,
      培训项目: sql`${programs.title}`,
      班级: sql`${classes.title}`,
    },
  },
}

/** The titles of what is told beside a group's name. */
export const besideTitles = (by: Dimension): string[] => Object.keys(groupings[by].beside ?? {})
