import { pinyin } from 'pinyin-pro'
import { foldText } from '../fold-text'

/** 触电急救 (2026) → chu-dian-ji-jiu-2026: a readable address, of letters that every system takes. */
export function slugOf(title: string): string {
  const syllables = pinyin(foldText(title), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  const slug = syllables
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return slug || 'course'
}

/** The same with a number, when it is taken already. */
export const freeSlug = (slug: string, taken: Set<string>) => {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? slug : `${slug}-${n}`
    if (!taken.has(candidate)) return candidate
  }
}
