import { notFound } from 'next/navigation'
import { LegalArticle } from '@/app/_components/legal-article'
import { findLegalText } from '@/lib/identity/legal'

type Props = { params: Promise<{ document: string }> }

export async function generateMetadata({ params }: Props) {
  return { title: findLegalText((await params).document)?.text.title }
}

/** 用户服务协议, 隐私政策 and 敏感个人信息处理同意书, as they are in force. */
export default async function LegalPage({ params }: Props) {
  const { document } = await params
  const found = findLegalText(document)
  if (!found) notFound()
  return <LegalArticle slug={document} found={found} />
}
