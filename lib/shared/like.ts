/* Patterns of LIKE for what somebody typed: its wildcards are letters like any other. */

export const literally = (typed: string) => typed.replace(/[\\%_]/g, '\\$&')
export const containing = (typed: string) => `%${literally(typed)}%`
export const startingWith = (typed: string) => `${literally(typed)}%`
