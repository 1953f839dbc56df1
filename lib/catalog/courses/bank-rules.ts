export type Kind = 'single' | 'multiple' | 'judgement'
export const kinds = ['single', 'multiple', 'judgement'] as const
export const kindNames: Record<Kind, string> = { single: '单选题', multiple: '多选题', judgement: '判断题' }

export type Counts = Record<Kind, number>

/** What a bank lacks for quizzes of this size, as 单选题差 3 道; empty when it is enough. */
export const shortage = (bank: Counts, asked: Counts) =>
  kinds.filter((kind) => bank[kind] < asked[kind]).map((kind) => `${kindNames[kind]}差 ${asked[kind] - bank[kind]} 道`)
