import { type Counts, kindNames, kinds } from '../questions/kinds'

/** What a bank lacks for quizzes of this size, as 单选题差 3 道; empty when it is enough. */
export const shortage = (bank: Counts, asked: Counts) =>
  kinds.filter((kind) => bank[kind] < asked[kind]).map((kind) => `${kindNames[kind]}差 ${asked[kind] - bank[kind]} 道`)

/** A bank gives so many papers without asking anything twice, or whoever takes the quiz again meets questions whose key was shown. */
export const papersWanted = 3

/** Where a bank holds fewer papers than that, as 单选题 8 道，三份试卷要 15 道; empty when it is enough. */
export const thinness = (bank: Counts, asked: Counts) =>
  kinds
    .filter((kind) => bank[kind] < papersWanted * asked[kind])
    .map((kind) => `${kindNames[kind]} ${bank[kind]} 道，三份试卷要 ${papersWanted * asked[kind]} 道`)
