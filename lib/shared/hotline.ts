/** 4000968823 → 400-096-8823; other numbers as they are. */
export const formatHotline = (number: string) => number.replace(/^(400)(\d{3})(\d{4})$/, '$1-$2-$3')
