// Only what we call; neither package brings types.

declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    /** The next place where a line may end (UAX #14), or null. `position` counts UTF-16 units. */
    nextBreak(): { position: number; required: boolean } | null
  }
}
