/** What an event can be about, and the word of the screen for it. */
export const subjectWords = {
  account: '账号',
  trainee: '学员',
  enterprise: '单位',
  staff: '工作人员',
  program: '项目',
  class: '班级',
  course: '课程',
  lesson: '视频',
  question: '试题',
  basics: '基础数据',
  provider: '课程提供方',
  notice: '公告',
  enrollment: '报名',
  study: '课程学习',
  attempt: '测验',
  order: '订单',
  item: '订单中的一项',
  invoice: '发票',
  difference: '对账差异',
  certificate: '证书',
  roster: '名单',
  pack: '证书包',
  job: '后台任务',
} as const
export type SubjectKind = keyof typeof subjectWords

declare const shape: unique symbol
declare const pointsAt: unique symbol

/** A detail that is the id of something: an object of the event beside its subject. */
export type Ref<K extends SubjectKind> = string & { readonly [pointsAt]?: K }

type RefKind<V> = V extends readonly (infer One)[] ? RefKind<One> : V extends { readonly [pointsAt]?: infer K } ? NonNullable<K> : never
type Refs<Details> = {
  [P in keyof Details as typeof pointsAt extends keyof (NonNullable<Details[P]> extends readonly (infer One)[]
    ? One
    : NonNullable<Details[P]>)
    ? P
    : never]-?: RefKind<NonNullable<Details[P]>>
}

/**
 * `Id`: what names the subject of one event; `Details`: what else is kept of it, undefined where it is nothing more.
 * `instead`: what stands for the subject where there is none. `refs`: which details are ids, and of what.
 */
export type AuditEvent<Id = string | undefined, Details = unknown> = {
  words: string
  about: SubjectKind | null
  instead: string | null
  refs: Readonly<Record<string, SubjectKind>>
  readonly [shape]?: [Id, Details]
}

/** Every event of a domain is made by one of these: `trainee<{ reason: string }>('重置密码')`. Details that are a `Ref` are named once more. */
const made =
  <Id>(about: SubjectKind | null, instead: string | null) =>
  <Details = undefined>(
    words: string,
    ...[refs]: keyof Refs<Details> extends never ? [] : [refs: Refs<Details>]
  ): AuditEvent<Id, Details> => ({
    words,
    about,
    instead,
    refs: (refs ?? {}) as Record<string, SubjectKind>,
  })

export const about = (kind: SubjectKind) => made<string>(kind, null)
/** The subject is not always known, or has no id of its own: then the words of `instead` stand for it. */
export const perhapsAbout = (kind: SubjectKind, instead: string) => made<string | undefined>(kind, instead)
/** No one thing of the database: `instead` says what it is about. */
export const aboutNothing = (instead: string) => made<undefined>(null, instead)

/** A value, or some fields of one, as it was and as it is. */
export type Change<T> = { before: T; after: T }
export type Reason = { reason: string }
