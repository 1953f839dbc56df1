import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { listCategories } from '@/lib/catalog/courses/queries'
import { getProgram, listSpecialties } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { ProgramForm } from '../../_components/program-form'

export const metadata: Metadata = { title: '修改项目规则' }

export default async function EditProgramPage({ params }: { params: Promise<{ programId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const [{ program, version, enrolled }, categories, specialties] = await Promise.all([
    found(getProgram(ctx, idFrom((await params).programId))),
    listCategories(ctx),
    listSpecialties(ctx),
  ])
  return (
    <>
      <Crumb above={[[`/admin/programs/${program.id}`, program.title]]} here="修改规则" />
      <div className="desk-head">
        <h1 className="h-page">修改规则</h1>
      </div>
      <ProgramForm
        program={{ ...program, version }}
        enrolled={enrolled}
        year={program.year}
        categories={categories}
        specialties={specialties}
      />
    </>
  )
}
