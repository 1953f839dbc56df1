/** What was asked for does not exist, or belongs to somebody else: to the one who asks the two look the same. */
export class NotFound extends Error {
  constructor() {
    super('not found')
    this.name = 'NotFound'
  }
}

// Through globalThis, for Next bundles pages, actions and routes apart.
const shared = globalThis as { xueshiNotFound?: () => Promise<void> }

/** Pages, actions and routes all answer by way of here that something is not there; the session's module writes down who asked. */
export const whenNotFound = (tell: () => Promise<void>) => {
  shared.xueshiNotFound = tell
}
export const tellNotFound = async (): Promise<void> => shared.xueshiNotFound?.()
