/** 4000968823 → 400-096-8823; other numbers as they are. */
export const formatHotline = (number: string) => number.replace(/^(400)(\d{3})(\d{4})$/, '$1-$2-$3')

/** What somebody who is stuck may do, to follow 请 or 或: call the hotline; where there is none, ask the office. */
export const helplineOf = ({ hotline, officeName }: { hotline: string | null; officeName: string | null }) =>
  hotline ? `拨打服务热线 ${formatHotline(hotline)}` : `联系${officeName ?? '本平台的主办单位'}`
