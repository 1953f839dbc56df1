import { about, aboutNothing, type Change } from '../event'

const staff = about('staff')

type Rows = { rows: number }
type StaffFields = { name: string; role: string; regions: string[] }

/** Files that leave the portal. */
export const exportEvents = {
  'export.invoices': aboutNothing('待开发票清单')<Rows>('导出待开发票'),
  'export.report': aboutNothing('统计报表')<
    Rows & { by: string; year?: string; region?: string; category?: string; from?: string; until?: string }
  >('导出统计报表'),
  'export.books': aboutNothing('对账明细')<Rows & { from: Date; until: Date }>('导出对账明细'),
  'export.ledger': aboutNothing('账簿')<Rows & { from: Date; until: Date }>('导出账簿'),
  'export.questions': about('course')<Rows>('导出题库'),
  'export.roster': about('roster')<Rows>('下载带问题说明的名单'),
  'export.last_roster': about('roster')<Rows>('下载上次的名单'),
  'export.audit': aboutNothing('操作日志')<Rows & { from?: string; until?: string; action?: string; actor?: string }>('导出操作日志'),
}

/** The desk itself, and the log. */
export const deskEvents = {
  'staff.lock': staff('连续输错，暂停登录'),
  'staff.password': staff('设置新密码'),
  'staff.totp': staff('设置动态口令'),
  'staff.recovery_code': staff<{ left: number }>('使用恢复码'),
  'staff.recovery_codes': staff('重新生成恢复码'),
  'staff.create': staff<{ userName: string; role: string; regions?: string[] }>('新建工作人员'),
  'staff.change': staff<Change<StaffFields>>('修改工作人员'),
  'staff.reset': staff('重置工作人员的登录'),
  'staff.disable': staff('停用工作人员'),
  'staff.enable': staff('恢复工作人员'),
  'keys.rotate': aboutNothing('全部加密的数据')<{ key: string; ciphertexts: number }>('更换数据密钥'),
  'staff.invite_link': staff('允许关联统一身份认证'),
  'staff.link': staff('关联统一身份认证'),
  'staff.unlink': staff('取消关联统一身份认证'),
  'staff.passkey': staff<{ name: string }>('添加通行密钥'),
  'staff.passkey_name': staff<Change<string>>('重命名通行密钥'),
  'staff.passkey_gone': staff<{ name: string }>('删除通行密钥'),
  'job.retry': about('job')<{ job: string }>('重试后台任务'),
  'audit.export_day': aboutNothing('一天的操作日志')<Rows & { day: string; sha256: string }>('导出封存日志'),
  'audit.verify': aboutNothing('全部操作日志')<{ days: number; entries: number; faults: number; first?: string }>('校验操作日志'),
  'audit.remove_day': aboutNothing('一天的操作日志')<Rows & { day: string; sha256: string }>('清除已导出的日志'),
}
