import type { StaffRole } from '@/lib/shared/rights'

/** What each role is for, as it stands beside its name. */
export const duties: Record<StaffRole, string> = {
  administrator: '全部权限，包括工作人员账号',
  content_editor: '项目、课程、题库、公告与手册',
  reviewer: '单位审核、更正申请、学时更正、撤销证书',
  finance: '退款、发票、对公转账、订单与报表',
  hotline: '查找学员，核对身份后重置密码或手机号',
  region_manager: '只看本区县，审核本区县的单位',
  auditor: '全部只读，包括操作日志',
}
