import type { SelectionTiming } from '@/lib/enrollment/rules'

const classes = {
  list: '我的班级',
  href: '/classes',
  home: '班级首页',
  passed: '班级已合格。',
  chosen: '课程已选满。',
  quiz: '课后测验',
  toDo: '全部看完并测验合格，即可打印',
  certificates: '培训证明',
  certificatesHref: '/certificates',
}
const projects: typeof classes = {
  list: '我的项目',
  href: '/projects',
  home: '项目首页',
  passed: '项目已合格。',
  chosen: '课程已选定。',
  quiz: '考核测试',
  toDo: '必修课程通过考核测试，所选全部课程完成后，即可获得',
  certificates: '我的培训证书',
  certificatesHref: '/certificates/diplomas',
}

/** What an enrollment is called: a class in which courses are chosen, or a project whose courses came with the order. */
export const wordsOf = (timing: SelectionTiming) => (timing === 'before_payment' ? projects : classes)
