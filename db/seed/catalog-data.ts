import type { Clip } from './clips'

/** The demo bureau's catalogue. Providers, programmes and people are invented; regions are those of GB/T 2260. */

export const regions: [code: string, name: string][] = [
  ['130202', '路南区'],
  ['130203', '路北区'],
  ['130204', '古冶区'],
  ['130205', '开平区'],
  ['130207', '丰南区'],
  ['130208', '丰润区'],
  ['130209', '曹妃甸区'],
  ['130224', '滦南县'],
  ['130225', '乐亭县'],
  ['130227', '迁西县'],
  ['130229', '玉田县'],
  ['130281', '遵化市'],
  ['130283', '迁安市'],
  ['130284', '滦州市'],
  ['130271', '芦台经济开发区'],
  ['130272', '汉沽管理区'],
  ['130273', '高新区'],
  ['130274', '海港经济开发区'],
]

export const specialties: Record<string, string[]> = {
  公需科目: ['综合素质'],
  专业科目: ['建筑工程', '教育教学', '卫生健康', '会计', '信息技术', '农业林业'],
  机关事业单位工人培训: ['电工', '汽车驾驶员', '后勤服务', '安全生产专题'],
}

export const providers = [
  '学时课程中心',
  '云桥工程学堂',
  '滦河职业学院',
  '凤凰山技师学院',
  '渤海湾安全培训中心',
  '燕山教师进修学校',
  '曹妃甸数字学院',
]

/** A course: slug, title, hours, provider, category, and the clips of its chapters. A bank of the same slug makes it have a quiz. */
export type CourseData = {
  slug: string
  title: string
  hours: number
  provider: string
  category: string
  summary: string
  chapters: Clip[]
}

const course = (
  slug: string,
  title: string,
  hours: number,
  provider: string,
  category: string,
  summary: string,
  ...chapters: Clip[]
): CourseData => ({
  slug,
  title,
  hours,
  provider,
  category,
  summary,
  chapters,
})

const publicSubject = '公需科目'
const professional = '专业科目'
const worker = '机关事业单位工人培训'

export const courses: CourseData[] = [
  course(
    'professional-ethics',
    '职业道德与科研诚信',
    6,
    '学时课程中心',
    publicSubject,
    '职业道德的基本要求，科研诚信的底线与常见失信行为。',
    'ethics',
    'ip',
    'secrecy',
  ),
  course(
    'digital-literacy',
    '数字化转型与数字素养提升',
    8,
    '曹妃甸数字学院',
    publicSubject,
    '数字化转型的含义，日常工作中的数字技能与信息安全习惯。',
    'digital',
    'secrecy',
    'ip',
  ),
  course(
    'intellectual-property',
    '知识产权保护与运用',
    10,
    '滦河职业学院',
    publicSubject,
    '专利、商标、著作权的基本规则与职务成果的归属。',
    'ip',
    'digital',
    'ethics',
  ),
  course(
    'emergency-response',
    '突发事件应对与安全生产',
    6,
    '渤海湾安全培训中心',
    publicSubject,
    '突发事件的分级与应对，从业人员的安全生产权利和义务。',
    'emergency',
    'quality',
  ),
  course('ecology', '生态文明与绿色发展', 6, '学时课程中心', publicSubject, '绿色低碳的生产生活方式与本地实践。', 'digital', 'driving'),
  course(
    'official-documents',
    '公文写作与信息报送',
    6,
    '燕山教师进修学校',
    publicSubject,
    '公文种类、格式与行文规则，信息报送的要求。',
    'digital',
    'secrecy',
  ),
  course(
    'secrecy-and-network-security',
    '保密法律法规与网络安全',
    6,
    '曹妃甸数字学院',
    publicSubject,
    '国家秘密、个人信息与网络安全的基本规定。',
    'secrecy',
    'digital',
  ),
  course(
    'personnel-policy',
    '事业单位人事管理政策解读',
    4,
    '学时课程中心',
    publicSubject,
    '聘用、考核、奖惩与继续教育的政策要点。',
    'ethics',
    'teaching',
  ),
  course(
    'electrician-safety',
    '电工安全操作与触电急救',
    8,
    '凤凰山技师学院',
    worker,
    '停电、验电、接地，安全用具与触电急救。',
    'electric-shock',
    'quality',
    'cpr',
  ),
  course(
    'low-voltage-distribution',
    '低压配电装置运行与维护',
    8,
    '凤凰山技师学院',
    worker,
    '低压配电装置的巡视、操作与常见故障处理。',
    'quality',
    'electric-shock',
  ),
  course(
    'safe-driving',
    '汽车驾驶员安全与节能驾驶',
    8,
    '渤海湾安全培训中心',
    worker,
    '道路交通安全法规、防御性驾驶与节油操作。',
    'driving',
    'emergency',
  ),
  course(
    'fire-facilities',
    '消防设施操作与初期火灾扑救',
    6,
    '渤海湾安全培训中心',
    worker,
    '消防设施的识别、操作与初期火灾的扑救原则。',
    'extinguisher',
    'hydrant',
    'emergency',
  ),
  course(
    'vehicle-faults',
    '汽车构造与常见故障排除',
    8,
    '凤凰山技师学院',
    worker,
    '发动机、底盘、电气系统的常见故障。',
    'driving',
    'quality',
  ),
  course(
    'office-equipment',
    '办公设备使用与维护',
    6,
    '曹妃甸数字学院',
    worker,
    '打印、扫描、会议设备的使用与日常维护。',
    'digital',
    'quality',
  ),
  course('plumbing', '物业水暖维修技术', 8, '凤凰山技师学院', worker, '给排水、采暖系统的检修与安全。', 'quality', 'electric-shock'),
  course(
    'canteen-food-safety',
    '食堂食品安全与营养配餐',
    6,
    '滦河职业学院',
    worker,
    '食品加工过程控制、留样与营养配餐。',
    'quality',
    'emergency',
  ),
  course('landscaping', '园林绿化养护技术', 6, '滦河职业学院', worker, '修剪、灌溉、病虫害防治与机具安全。', 'quality', 'electric-shock'),
  course('boiler-safety', '锅炉安全运行管理', 8, '渤海湾安全培训中心', worker, '锅炉运行参数、巡检与事故处理。', 'quality', 'emergency'),
  course('computer-skills', '计算机应用与办公软件实务', 6, '曹妃甸数字学院', worker, '文档、表格与信息安全。', 'digital', 'secrecy'),
  course('occupational-health', '职业健康与劳动防护', 4, '渤海湾安全培训中心', worker, '职业病危害因素与个人防护用品。', 'quality', 'cpr'),
  course(
    'electric-shock-first-aid',
    '触电急救与心肺复苏',
    4,
    '渤海湾安全培训中心',
    worker,
    '发现有人触电怎么办：断电、判断、按压。',
    'electric-shock',
    'cpr',
  ),
  course(
    'extinguisher-and-hydrant',
    '灭火器与消火栓的使用',
    4,
    '渤海湾安全培训中心',
    worker,
    '灭火器和室内消火栓的选择、检查与使用。',
    'extinguisher',
    'hydrant',
  ),
  course(
    'building-quality',
    '建筑工程质量通病防治',
    8,
    '云桥工程学堂',
    professional,
    '渗漏、裂缝、空鼓的成因与防治。',
    'quality',
    'ethics',
  ),
  course('green-building', '绿色建筑评价标准与应用', 8, '滦河职业学院', professional, '评价指标体系与设计要点。', 'quality', 'digital'),
  course(
    'fire-design-review',
    '建设工程消防设计审查要点',
    8,
    '云桥工程学堂',
    professional,
    '特殊建设工程的范围，审查与验收备案的程序。',
    'quality',
    'hydrant',
  ),
  course('bim', 'BIM技术在市政工程中的应用', 6, '云桥工程学堂', professional, '模型协同、碰撞检查与施工模拟。', 'digital', 'quality'),
  course(
    'prefabricated-concrete',
    '装配式混凝土结构施工技术',
    6,
    '云桥工程学堂',
    professional,
    '构件生产、吊装、灌浆与验收。',
    'quality',
    'emergency',
  ),
  course(
    'utility-tunnel',
    '城市地下综合管廊设计与运维',
    6,
    '滦河职业学院',
    professional,
    '断面设计、附属设施与运维管理。',
    'quality',
    'digital',
  ),
  course('sponge-city', '海绵城市与雨水系统设计', 6, '云桥工程学堂', professional, '渗、滞、蓄、净、用、排的设计方法。', 'quality', 'ip'),
  course(
    'cost-control',
    '工程项目全过程造价控制',
    6,
    '滦河职业学院',
    professional,
    '决策、设计、施工、结算各阶段的造价控制。',
    'ethics',
    'digital',
  ),
  course(
    'asphalt-maintenance',
    '市政道路沥青路面养护',
    6,
    '云桥工程学堂',
    professional,
    '病害调查、预防性养护与施工组织。',
    'quality',
    'driving',
  ),
  course('deep-foundation', '深基坑支护与监测', 6, '云桥工程学堂', professional, '支护选型、监测项目与预警。', 'quality', 'emergency'),
  course('building-retrofit', '既有建筑加固改造技术', 8, '滦河职业学院', professional, '检测鉴定与加固方法。', 'quality', 'ethics'),
  course('smart-site', '智慧工地与物联网监测', 4, '学时课程中心', professional, '人员、设备、环境的在线监测。', 'digital', 'secrecy'),
  course('construction-waste', '建筑垃圾资源化利用', 4, '学时课程中心', professional, '分类、处置与再生利用。', 'quality', 'ip'),
  course(
    'teaching-evaluation',
    '中小学课堂教学评价',
    6,
    '燕山教师进修学校',
    professional,
    '以评促学的课堂评价方法。',
    'teaching',
    'ethics',
  ),
  course(
    'teacher-wellbeing',
    '教师心理健康与压力调适',
    6,
    '燕山教师进修学校',
    professional,
    '识别压力、调适情绪与寻求支持。',
    'teaching',
    'emergency',
  ),
  course(
    'technology-in-class',
    '信息技术与学科教学融合',
    6,
    '燕山教师进修学校',
    professional,
    '数字资源的选择与课堂应用。',
    'digital',
    'teaching',
  ),
]

const commonGuidance = [
  '请本人学习，一次只能在一台设备上播放。第一次观看按顺序播放，看过的部分可以任意回看。',
  '每门课程看完全部章节（课程进度100%）后可以做课后测验，60分合格，次数不限，记最高分。',
  '各部分学时分别计算，选满并全部合格后，班级合格，即可打印培训证明。',
  '进度自动保存。断网期间已看的部分，联网后会补报。有问题请拨打服务热线。',
]

export type ProgramData = {
  key: string
  title: string
  category: string
  specialty?: string
  feeFen: number
  quiz: [single: number, multiple: number, judgement: number]
  maxSpeedPercent?: number
  attentionEverySeconds?: number
  parts: { name: string; shortName: string; hours: number; compulsory?: boolean; courses: string[] }[]
  guidance: string[]
}

const publicCourses = [
  'professional-ethics',
  'digital-literacy',
  'intellectual-property',
  'emergency-response',
  'ecology',
  'official-documents',
  'secrecy-and-network-security',
  'personnel-policy',
]
const workerCourses = [
  'electrician-safety',
  'low-voltage-distribution',
  'safe-driving',
  'fire-facilities',
  'vehicle-faults',
  'office-equipment',
  'plumbing',
  'canteen-food-safety',
  'landscaping',
  'boiler-safety',
  'computer-skills',
  'occupational-health',
]

/** The programmes of one year, newest rules first; `year` is put before each title. */
export const programs: ProgramData[] = [
  {
    key: 'worker',
    title: '机关事业单位工人技术等级培训',
    category: worker,
    feeFen: 16_000,
    quiz: [8, 4, 8],
    parts: [
      { name: '公需科目', shortName: '公需', hours: 20, courses: publicCourses },
      { name: '职业技能', shortName: '技能', hours: 40, courses: workerCourses },
    ],
    guidance: commonGuidance,
  },
  {
    key: 'safety',
    title: '安全生产专题培训',
    category: worker,
    specialty: '安全生产专题',
    feeFen: 2_000,
    quiz: [5, 2, 3],
    maxSpeedPercent: 150,
    parts: [
      {
        name: '安全与急救',
        shortName: '安全',
        hours: 8,
        courses: ['electric-shock-first-aid', 'extinguisher-and-hydrant', 'occupational-health', 'fire-facilities'],
      },
    ],
    guidance: commonGuidance,
  },
  {
    key: 'construction',
    title: '专业技术人员继续教育（建筑工程）',
    category: professional,
    specialty: '建筑工程',
    feeFen: 12_000,
    quiz: [8, 4, 8],
    parts: [
      { name: '公需科目', shortName: '公需', hours: 30, courses: publicCourses },
      {
        name: '专业必修',
        shortName: '必修',
        hours: 24,
        compulsory: true,
        courses: ['building-quality', 'green-building', 'fire-design-review'],
      },
      {
        name: '专业选修',
        shortName: '选修',
        hours: 36,
        courses: [
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
        ],
      },
    ],
    guidance: commonGuidance,
  },
  {
    key: 'teaching',
    title: '专业技术人员继续教育（教育教学）',
    category: professional,
    specialty: '教育教学',
    feeFen: 9_000,
    quiz: [8, 4, 8],
    attentionEverySeconds: 20,
    parts: [
      { name: '公需科目', shortName: '公需', hours: 24, courses: publicCourses },
      { name: '专业科目', shortName: '专业', hours: 18, courses: ['teaching-evaluation', 'teacher-wellbeing', 'technology-in-class'] },
    ],
    guidance: commonGuidance,
  },
]
