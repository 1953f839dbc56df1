export const kindNames = { single: '单选题', multiple: '多选题', judgement: '判断题' } as const
export const letters = 'ABCDEFGHIJ'
