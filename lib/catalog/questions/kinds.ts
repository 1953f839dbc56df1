export const kinds = ['single', 'multiple', 'judgement'] as const
export type Kind = (typeof kinds)[number]
export const kindNames: Record<Kind, string> = { single: '单选题', multiple: '多选题', judgement: '判断题' }
export type Counts = Record<Kind, number>
