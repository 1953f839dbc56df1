export function bundlePrograms(): Promise<void>
export function buildPages(): Promise<void>
export function bundle(entryPoints: Record<string, string>): Promise<void>
