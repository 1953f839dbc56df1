/** Letters and figures in lower case, full-width ones made narrow; punctuation becomes a blank. What is searched and what is typed alike. */
export const foldText = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
