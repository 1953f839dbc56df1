import { type Draft, judgementOptions } from './rules'

const mark = '示例：'

/** What the template begins with. */
export const examples: Draft[] = [
  {
    kind: 'single',
    stem: `${mark}发现有人触电，首先应当（　）。`,
    options: ['切断电源', '用手拉开', '泼水降温', '原地等待'],
    correct: [0],
    explanation: '先切断电源，再施救。',
  },
  {
    kind: 'multiple',
    stem: `${mark}心肺复苏包括（　）。`,
    options: ['胸外按压', '开放气道', '人工呼吸', '冷敷'],
    correct: [0, 1, 2],
    explanation: '',
  },
  { kind: 'judgement', stem: `${mark}湿手可以拔插头。`, options: judgementOptions, correct: [1], explanation: '水会导电。' },
]

const marked = /^[（(【[]?(示例|样例)\s*[：:）)】\]]/

/** Whether a stem is marked as an example, however much of the rest was changed. */
export const isMarkedExample = (stem: string) => marked.test(stem)

const unmarked = new Set(examples.map((draft) => JSON.stringify({ ...draft, stem: draft.stem.slice(mark.length) })))

/** The examples of templates before they were marked. */
export const isExample = ({ kind, stem, options, correct, explanation }: Draft) =>
  unmarked.has(JSON.stringify({ kind, stem, options, correct, explanation }))
