/** Keys are ours, never a visitor's: this catches mistakes before they leave the folder or the bucket. */
export function checkedKey(key: string): string {
  if (!/^[a-z0-9][a-z0-9./-]*$/.test(key) || key.includes('..')) throw new Error(`not a storage key: ${key}`)
  return key
}
