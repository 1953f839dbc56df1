import type { Metadata } from 'next'
import { NotFoundContent } from './_components/not-found-content'

export const metadata: Metadata = { title: '没有找到这个页面' }

/** The root layout keeps this ready in every page. */
export default function NotFoundPage() {
  return <NotFoundContent />
}
