import { draftsOf } from '../drafts'
import type { EnterpriseAnswers } from './steps'

export const enterpriseDrafts = draftsOf<EnterpriseAnswers>('enterprise-registration-draft')
