import { pinyin } from 'pinyin-pro'
import { foldText } from './fold-text'

/** 建筑工程质量 → jzgczl. Words are looked at whole, so 重庆 is cq and 长城 is cc; Latin letters and figures stay. */
const initials = (text: string) =>
  pinyin(foldText(text), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('').replace(/\s/g, '')

/** What `courses.searchText` holds: title and provider, then their pinyin initials. Whoever writes a course fills it with this. */
export const searchTextOf = (title: string, provider: string) =>
  [foldText(title), foldText(provider), initials(title), initials(provider)].join(' ')
