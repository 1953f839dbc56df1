import { z } from 'zod'

/** Who runs the portal, as people read it. A demo has names of its own; in production nothing is said that was not set. */
export const bureauSettings = {
  PORTAL_NAME: z.string().max(40).optional(),
  ISSUER_NAME: z.string().max(40).optional(),
  OFFICE_NAME: z.string().max(40).optional(),
  HOTLINE: z
    .string()
    .regex(/^[+0-9][0-9 转-]{4,24}$/, 'needs the number of a telephone')
    .optional(),
  HOTLINE_HOURS: z.string().max(40).optional(),
  ICP_NUMBER: z.string().max(60).optional(),
  POLICE_NUMBER: z.string().max(60).optional(),
}
type Given = { [K in keyof typeof bureauSettings]?: string | undefined }

export type Bureau = {
  portalName: string
  /** Who issues certificates, and answers for personal data. */
  issuerName: string | null
  /** Who corrects what is on file, and helps where there is no hotline. */
  officeName: string | null
  hotline: string | null
  hotlineHours: string | null
  icpNumber: string | null
  policeNumber: string | null
  /** Of what identifies the bureau, the settings that are missing: nothing is published, and nobody registers, without them. */
  unidentified: (typeof identity)[number][]
}

const identity = ['PORTAL_NAME', 'ISSUER_NAME', 'HOTLINE'] as const

const ofDemo = {
  PORTAL_NAME: '唐山市专业技术人员继续教育在线平台',
  ISSUER_NAME: '学时继续教育示范平台',
  OFFICE_NAME: '工考办',
  HOTLINE: '4000968823',
  HOTLINE_HOURS: '工作日 8:30–17:30',
  ICP_NUMBER: '冀ICP备00000000号-1',
  POLICE_NUMBER: '冀公网安备13020000000000号',
}

export function readBureau(given: Given, mode: 'demo' | 'production'): Bureau {
  const set: Given = mode === 'demo' ? { ...ofDemo, ...withoutGaps(given) } : given
  return {
    portalName: set.PORTAL_NAME ?? '继续教育在线平台',
    issuerName: set.ISSUER_NAME ?? null,
    officeName: set.OFFICE_NAME ?? set.ISSUER_NAME ?? null,
    hotline: set.HOTLINE ?? null,
    hotlineHours: set.HOTLINE_HOURS ?? null,
    icpNumber: set.ICP_NUMBER ?? null,
    policeNumber: set.POLICE_NUMBER ?? null,
    unidentified: identity.filter((name) => !set[name]),
  }
}

const withoutGaps = (given: Given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const names: Record<(typeof identity)[number], string> = { PORTAL_NAME: '平台名称', ISSUER_NAME: '发证单位名称', HOTLINE: '服务热线' }

/** What keeps programmes and courses from being published, as sentences for the staff; empty when nothing does. */
export const unidentifiedObstacles = ({ unidentified }: Pick<Bureau, 'unidentified'>): string[] =>
  unidentified.length ? [`${unidentified.map((name) => names[name]).join('、')}还没有设置，请管理员按“上线检查”设置后再发布。`] : []
