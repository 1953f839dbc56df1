/** 学员集体报名模版 for any class, and 集体信息文件编辑规则. */
export const templatePath = '/api/rosters/template'
export const editingRulesPath = '/group/rules'
