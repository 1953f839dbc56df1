/** 项目首页: the class home under 我的项目, where the menu marks it. */
export { default } from '../../classes/[enrollmentId]/page'
