import { answerMerchant } from '@/lib/sandbox-bank/answer-merchant'

/** What merchants ask the sandbox bank: signed, from server to server. */
export const POST = async (request: Request, { params }: { params: Promise<{ verb: string }> }) =>
  answerMerchant((await params).verb, request)
