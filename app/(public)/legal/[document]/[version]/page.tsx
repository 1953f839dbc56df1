import { notFound } from 'next/navigation'
import { LegalArticle } from '@/app/_components/legal-article'
import { findLegalText } from '@/lib/identity/legal'

type Props = { params: Promise<{ document: string; version: string }> }

export async function generateMetadata({ params }: Props) {
  const { document, version } = await params
  return { title: findLegalText(document, version)?.text.title }
}

/** The version somebody once agreed to, at an address that does not change. */
export default async function LegalVersionPage({ params }: Props) {
  const { document, version } = await params
  const found = findLegalText(document, version)
  if (!found) notFound()
  return <LegalArticle slug={document} found={found} />
}
