import { describe, expect, test } from 'vitest'
import { ClassInput, EmployerInput } from '@/lib/enrollment/application-input'
import { type ApplicationFacts, applicationSteps, firstGap, isWithinReach } from '@/lib/enrollment/application-rules'
import { looksShortened, normalizeEmployer } from '@/lib/identity/employer-rules'

const full: ApplicationFacts = {
  employer: '唐山市第一中学',
  regionCode: '130203',
  classRegion: '130203',
  classRefused: false,
  otherRegionReason: null,
  withdrawn: 0,
  missingHours: 0,
  coursesConfirmed: true,
}

describe('whoever comes back goes on at the first gap', () => {
  test.each<[string, Partial<ApplicationFacts> | null, string]>([
    ['nothing begun', null, 'person'],
    ['no employer', { employer: null }, 'person'],
    ['no region', { regionCode: null }, 'person'],
    ['no employer, though all else is there', { employer: null, missingHours: 0 }, 'person'],
    ['no class', { classRegion: null }, 'class'],
    ['the class filled, or closed, meanwhile', { classRefused: true }, 'class'],
    ['a class of another region, without a reason', { classRegion: '130202' }, 'class'],
    ['a class of another region, with one', { classRegion: '130202', otherRegionReason: '借调' }, 'confirm'],
    ['the employer moved, so that the class is in another region now', { regionCode: '130281' }, 'class'],
    ['one hour short', { missingHours: 1 }, 'courses'],
    ['a chosen course was withdrawn, though the hours are enough', { withdrawn: 1 }, 'courses'],
    ['courses not confirmed', { coursesConfirmed: false }, 'courses'],
    ['all answered', {}, 'confirm'],
  ])('%s', (_, change, gap) => {
    expect(firstGap(change && { ...full, ...change })).toBe(gap)
  })

  test('steps before the gap may be opened again, none after it', () => {
    expect(applicationSteps.filter((step) => isWithinReach(step, 'class'))).toEqual(['person', 'class'])
    expect(applicationSteps.filter((step) => isWithinReach(step, 'confirm'))).toEqual([...applicationSteps])
  })
})

describe('a name of a 单位', () => {
  test.each([
    ['唐山一中', true],
    ['市二院', true],
    ['开滦', true],
    ['唐山市丰润区二中', true],
    ['唐山市第一中', true],
    ['唐钢', true],
    ['路南区环卫', true],
    ['唐山市第一中学', false],
    ['唐山市第一中学（本部）', false],
    ['唐山市工人医院', false],
    ['迁安市财政局', false],
    ['唐山云桥市政工程有限公司', false],
    ['滦州市东安各庄镇人民政府', false],
    ['唐山市曹妃甸区第三幼儿园', false],
  ])('%s: shortened %s', (name, shortened) => {
    expect(looksShortened(name)).toBe(shortened)
  })

  test.each([
    [' 唐山市 第一中学 ', '唐山市第一中学'],
    ['唐山云桥(集团)有限公司', '唐山云桥（集团）有限公司'],
    ['唐山\u3000市\u200b工人医院', '唐山市工人医院'],
    ['Bosch Rexroth 唐山有限公司', 'Bosch Rexroth唐山有限公司'],
  ])('%j is kept as %s', (typed, kept) => {
    expect(normalizeEmployer(typed)).toBe(kept)
  })
})

describe('what is typed', () => {
  const programId = '019f6f00-0000-7000-8000-000000000000'
  const fields = (input: unknown, schema: typeof EmployerInput | typeof ClassInput) =>
    schema.safeParse(input).error?.issues.map(({ message }) => message)
  test('needs an employer and a region', () => {
    expect(fields({ programId, employer: '  ' }, EmployerInput)).toEqual(['请填写单位名称。', '请选择单位所在行政区划。'])
    expect(fields({ programId, employer: '字'.repeat(101), regionCode: '130203' }, EmployerInput)).toEqual(['单位名称最多 100 个字。'])
  })
  test('may leave the grade and the reason empty', () => {
    expect(EmployerInput.parse({ programId, employer: '唐山市第一中学', regionCode: '130203', technicalGrade: ' ' })).toMatchObject({
      technicalGrade: null,
      isFullName: false,
    })
    expect(ClassInput.parse({ programId, classId: programId }).otherRegionReason).toBeNull()
  })
})
