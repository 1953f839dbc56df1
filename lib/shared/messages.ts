/** The one place where refusals get their words. {gaps} are filled from the refusal's facts; {hotline} always is. */
export const messages = {
  // signing in
  sign_in_wrong: '身份证号或密码不对，还可以试 {left} 次。',
  sign_in_locked: '已暂停登录，请 15 分钟后再试，或找回密码。',
  captcha_wrong: '验证码不对或已过期，请看新的图片重新填写。',
  too_many_attempts: '尝试次数太多，请 {minutes} 分钟后再试。',
  signed_out: '登录已过期，请重新登录。',
  // recovering and changing a password
  recovery_unmatched: '姓名与身份证号不匹配，或没有绑定手机号。请核对后重试，或拨打客服热线 {hotline}。',
  recovery_expired: '验证已过期，请从头开始找回密码。',
  sms_too_soon: '短信已发出，请 {seconds} 秒后再获取。',
  sms_limit: '获取验证码的次数太多，请过一会儿再试，或拨打客服热线 {hotline}。',
  sms_code_wrong: '短信验证码不对，请核对最新一条短信。',
  sms_code_used_up: '短信验证码已失效，请重新获取。',
  password_weak: '密码需 8–64 位，并至少包含字母、数字、符号中的两种。',
  password_common: '这个密码太常见或包含身份证号，请换一个。',
  password_same: '新密码不能与原密码相同。',
  password_wrong: '原密码不对，请重新填写。',
  passwords_differ: '两次填写的密码不一致。',
  // enrolling and choosing
  enrolment_not_open: '这个班还没有开始报名，{day} 开放。',
  enrolment_closed: '这个班的报名已结束。请选择其他班级，或拨打热线 {hotline}。',
  class_full: '这个班已满员。请选择其他行政区划的班级，或拨打热线 {hotline}。',
  already_enrolled: '您已报名这个项目，不需要再报。',
  order_waiting: '您已提交过这个项目的订单，请先支付或取消。',
  courses_before_order: '这里的课程要先选好再提交订单，请从学习报名或课程资源进入。',
  application_incomplete: '报名信息还没有填完，请从第一处空缺继续填写。',
  hours_missing: '所选课程还差 {missing} 学时，请补选后再继续。',
  price_changed: '价格已变为 {amount}，还没有提交订单，请核对后再提交。',
  courses_changed: '课程“{titles}”已不再提供，请重新选课后再提交订单。',
  class_not_active: '这个班还没有开通，支付成功后即可学习。',
  course_not_offered: '这门课程不在本班的选课范围内。',
  course_already_chosen: '这门课程已经选过了。',
  nothing_to_confirm: '还没有候选课程，请先选择课程。',
  course_compulsory: '必修课程不能退选。',
  course_started: '这门课程已经开始学习，不能再退选。',
  courses_settled: '这个项目的课程在下单时已经确定，不能再增减。',
  // 开始报名
  employer_shortened: '“{name}”像是简称，请填写公章上的单位全称{like}。如果这就是全称，请勾选下面的确认。',
  region_reason_missing: '这个班不在单位所在行政区划，请说明选择其他行政区划的原因。',
  class_not_of_program: '这个班不属于现在报名的项目，请重新选择班级。',
  // single courses
  course_not_sold: '课程“{titles}”现在不能单独选购，请从订单中去掉后再提交。',
  course_owned_here: '课程“{titles}”您已经选过，不需要再买。',
  course_owned_in_class: '课程“{titles}”您已在班级中学习。仍要另外选购，请勾选确认后再提交。',
  course_order_waiting: '课程“{titles}”已在一笔待支付的订单中，请先支付或取消那笔订单。',
  // learning and quizzes
  study_period_over: '本班学习期限已过，请联系客服热线 {hotline}。',
  study_period_not_begun: '本班学习期限从 {day} 开始。',
  course_unfinished: '课程进度达到 100% 后才能测验，现在是 {percent}%。',
  no_quiz: '这门课程没有课后测验，看完即合格。',
  already_passed: '这门课程已合格，不需要再测验。',
  // orders and invoices
  order_expired: '订单已过期，没有扣款。可以重新报名。',
  order_not_pending: '订单状态已变化，请刷新页面查看。',
  order_not_paid: '订单还没有支付，支付后才能申请发票。',
  invoice_exists: '这笔订单已申请过发票。',
  invoice_free: '这笔订单金额为 0，不开具发票。',
  bank_unreachable: '暂时连不上银行，没有扣款，请稍后再试。',
  // certificates
  certificate_unprintable: '姓名或单位中的“{characters}”暂时无法打印，请联系客服热线 {hotline} 处理。',
  certificate_unmatched: '没有查到这个编号与姓名的证书，请核对后重试。',
} as const

export type RefusalCode = keyof typeof messages
