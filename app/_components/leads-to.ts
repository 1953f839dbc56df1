/** Whether the page stands under this address. */
export const leadsTo = (path: string, href: string) => path === href || path.startsWith(`${href}/`)
