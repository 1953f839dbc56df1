export function bundlePrograms(): Promise<void>
export function buildPages(): void
