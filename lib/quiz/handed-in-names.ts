import type { HandedIn } from '@/db/schema/quiz'

/** What is said beside a paper that was not handed in within the study period. */
export const handedInNames: Record<Exclude<HandedIn, 'in_time'>, string> = { in_grace: '逾时交卷', by_server: '系统收卷' }
