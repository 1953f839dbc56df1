import type { CourseData } from './catalog-data'
import { regions } from './catalog-data'

/** Projects of the demo: courses are chosen before the order, at least 60 hours, some compulsory. All names are invented. */
export type ProjectData = {
  key: string
  title: string
  shortTitle: string
  category: string
  specialty: string
  pricing: 'class' | 'hour' | 'course'
  feeFen: number
  prefix: string
  quiz: [single: number, multiple: number, judgement: number]
  certificateTitle: string
  compulsory: { name: string; hours: number; courses: string[] }
  elective: { name: string; hours: number; courses: string[] }
}

/** Categories after those of the catalogue, and specialties that it has not. */
export const projectCategories = ['急需紧缺人才培训']
export const projectSpecialties: [category: string, name: string][] = [
  ['急需紧缺人才培训', '应急管理'],
  ['急需紧缺人才培训', '智能建造'],
]

export const projectCourses: CourseData[] = [
  {
    slug: 'first-aid-on-site',
    title: '现场急救要点',
    hours: 5,
    provider: '渤海湾安全培训中心',
    category: '专业科目',
    summary: '胸外按压与人工呼吸的要领，突发事件现场怎样组织急救。',
    chapters: ['cpr', 'emergency'],
  },
  {
    slug: 'office-fire-safety',
    title: '单位消防安全常识',
    hours: 3,
    provider: '渤海湾安全培训中心',
    category: '专业科目',
    summary: '灭火器和消火栓放在哪里、怎么用，办公场所的初期火灾处置。',
    chapters: ['extinguisher', 'hydrant'],
  },
  {
    slug: 'lesson-observation',
    title: '听课与评课的方法',
    hours: 5,
    provider: '燕山教师进修学校',
    category: '专业科目',
    summary: '怎样听一节课、记什么、怎样评，评课中的职业道德。',
    chapters: ['teaching', 'ethics'],
  },
  {
    slug: 'travel-safety',
    title: '公务出行安全与节能',
    hours: 3,
    provider: '渤海湾安全培训中心',
    category: '专业科目',
    summary: '公务用车的安全行车与节能，路上遇到突发情况怎么办。',
    chapters: ['driving', 'emergency'],
  },
]

const odd = projectCourses.map(({ slug }) => slug)
const construction = [
  'building-quality',
  'green-building',
  'bim',
  'prefabricated-concrete',
  'utility-tunnel',
  'sponge-city',
  'cost-control',
  'asphalt-maintenance',
  'deep-foundation',
  'building-retrofit',
  'smart-site',
  'construction-waste',
]

export const projects: ProjectData[] = [
  {
    key: 'construction',
    title: '专业技术人员专业科目培训（建筑工程）',
    shortTitle: '建筑工程专业科目班',
    category: '专业科目',
    specialty: '建筑工程',
    pricing: 'class',
    feeFen: 18_000,
    prefix: 'HG',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: {
      name: '必修课程',
      hours: 24,
      courses: ['fire-design-review', 'emergency-response', 'professional-ethics', 'occupational-health'],
    },
    elective: { name: '选修课程', hours: 36, courses: [...construction, 'first-aid-on-site', 'office-fire-safety'] },
  },
  {
    key: 'teaching',
    title: '专业技术人员专业科目培训（教育教学）',
    shortTitle: '教育教学专业科目班',
    category: '专业科目',
    specialty: '教育教学',
    pricing: 'hour',
    feeFen: 150,
    prefix: 'HG',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: { name: '必修课程', hours: 20, courses: ['professional-ethics', 'digital-literacy', 'secrecy-and-network-security'] },
    elective: {
      name: '选修课程',
      hours: 40,
      courses: [
        'teaching-evaluation',
        'teacher-wellbeing',
        'technology-in-class',
        'lesson-observation',
        'official-documents',
        'intellectual-property',
        'ecology',
        'computer-skills',
        'office-fire-safety',
        'first-aid-on-site',
      ],
    },
  },
  {
    key: 'information',
    title: '专业技术人员专业科目培训（信息技术）',
    shortTitle: '信息技术专业科目班',
    category: '专业科目',
    specialty: '信息技术',
    pricing: 'course',
    feeFen: 0,
    prefix: 'HG',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: { name: '必修课程', hours: 24, courses: ['digital-literacy', 'secrecy-and-network-security', 'intellectual-property'] },
    elective: {
      name: '选修课程',
      hours: 36,
      courses: [
        'computer-skills',
        'office-equipment',
        'smart-site',
        'bim',
        'technology-in-class',
        'official-documents',
        'green-building',
        ...odd,
      ],
    },
  },
  {
    key: 'common',
    title: '专业技术人员公需科目培训（综合素质）',
    shortTitle: '公需科目综合素质班',
    category: '公需科目',
    specialty: '综合素质',
    pricing: 'class',
    feeFen: 6_000,
    prefix: 'GX',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: {
      name: '必修课程',
      hours: 26,
      courses: ['professional-ethics', 'digital-literacy', 'emergency-response', 'secrecy-and-network-security'],
    },
    elective: {
      name: '选修课程',
      hours: 34,
      courses: [
        'intellectual-property',
        'ecology',
        'official-documents',
        'personnel-policy',
        'occupational-health',
        'electric-shock-first-aid',
        'computer-skills',
        'teacher-wellbeing',
        ...odd,
      ],
    },
  },
  {
    key: 'emergency',
    title: '急需紧缺人才培训（应急管理）',
    shortTitle: '应急管理人才班',
    category: '急需紧缺人才培训',
    specialty: '应急管理',
    pricing: 'hour',
    feeFen: 200,
    prefix: 'JQ',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: {
      name: '必修课程',
      hours: 24,
      courses: ['emergency-response', 'fire-facilities', 'occupational-health', 'electric-shock-first-aid', 'extinguisher-and-hydrant'],
    },
    elective: {
      name: '选修课程',
      hours: 36,
      courses: [
        'electrician-safety',
        'low-voltage-distribution',
        'safe-driving',
        'boiler-safety',
        'canteen-food-safety',
        'fire-design-review',
        'first-aid-on-site',
        'office-fire-safety',
        'travel-safety',
      ],
    },
  },
  {
    key: 'smart-construction',
    title: '急需紧缺人才培训（智能建造）',
    shortTitle: '智能建造人才班',
    category: '急需紧缺人才培训',
    specialty: '智能建造',
    pricing: 'class',
    feeFen: 24_000,
    prefix: 'JQ',
    quiz: [5, 2, 3],
    certificateTitle: '合格证书',
    compulsory: { name: '必修课程', hours: 26, courses: ['fire-design-review', 'digital-literacy', 'intellectual-property'] },
    elective: { name: '选修课程', hours: 34, courses: [...construction, 'office-fire-safety', 'first-aid-on-site'] },
  },
]

export const projectGuidance = [
  '选学课程不少于 60 学时，其中必修课程全部学习；课程在报名时选定，提交订单后不能更改。',
  '必修课程看完全部章节后参加考核测试，60分合格，次数不限；选修课程看完即完成。',
  '所选全部课程完成后，即可获得合格证书，在“我的培训证书”中下载打印。',
  '支付后 7 天内、学习不超过 10% 时，可以申请退款。有问题请拨打服务热线。',
]

/** As offices write themselves: districts with the city before them, counties and county cities without. */
const officialName = (name: string) => (/[县市]$/.test(name) ? name : `唐山市${name}`)

/** 单位 that the portal knows, by region: offered while somebody types. */
export const employerData: [name: string, regionCode: string][] = [
  ...regions.flatMap(([code, name]): [string, string][] =>
    ['第一中学', '人民医院', '住房和城乡建设局'].map((kind) => [`${officialName(name)}${kind}`, code]),
  ),
  ['唐山市第一中学', '130203'],
  ['唐山市第十三中学', '130203'],
  ['唐山云桥市政工程有限公司', '130203'],
  ['唐山云桥智能建造科技有限公司', '130203'],
  ['唐山市路北区园林绿化服务中心', '130203'],
  ['唐山市路南区机关事务服务中心', '130202'],
  ['唐山渤海湾重型装备制造有限公司', '130209'],
  ['唐山凤凰山建筑设计院有限公司', '130202'],
  ['滦河水务集团有限公司', '130284'],
  ['滦河职业学院', '130284'],
  ['遵化市燕山林业工作总站', '130281'],
  ['迁安市青龙河水利工程有限公司', '130283'],
]
