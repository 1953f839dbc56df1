/** What was asked for does not exist, or belongs to somebody else: to the one who asks the two look the same. */
export class NotFound extends Error {
  constructor() {
    super('not found')
    this.name = 'NotFound'
  }
}
