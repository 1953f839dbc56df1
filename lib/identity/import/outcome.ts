/** What became of a row. `reason` says why, or what was left as it was. */
export type Outcome = { result: 'added' | 'existing' | 'updated' | 'refused'; reason: string }

export const resultNames: Record<Outcome['result'], string> = { added: '新增', existing: '已存在', updated: '已更新', refused: '拒绝' }

export const refused = (reason: string): Outcome => ({ result: 'refused', reason })
