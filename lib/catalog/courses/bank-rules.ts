import { type Counts, kindNames, kinds } from '../questions/kinds'

/** What a bank lacks for quizzes of this size, as 单选题差 3 道; empty when it is enough. */
export const shortage = (bank: Counts, asked: Counts) =>
  kinds.filter((kind) => bank[kind] < asked[kind]).map((kind) => `${kindNames[kind]}差 ${asked[kind] - bank[kind]} 道`)
