'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import {
  AddCategoryInput,
  AddRegionInput,
  AddSpecialtyInput,
  addCategory,
  addRegion,
  addSpecialty,
  RenameInput,
  renameBasic,
} from '@/lib/catalog/basics'
import { ImportBasicsInput, importBasics, PasteBasicsInput, stagePasted } from '@/lib/catalog/import-basics'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const administrator = () => staffCtx('settings.edit')
const show = () => revalidatePath('/admin/settings')

export const addRegionAction = formAction(administrator, AddRegionInput, async (ctx, input) => {
  await addRegion(ctx, input)
  show()
})

export const addCategoryAction = formAction(administrator, AddCategoryInput, async (ctx, input) => {
  await addCategory(ctx, input)
  show()
})

export const addSpecialtyAction = formAction(administrator, AddSpecialtyInput, async (ctx, input) => {
  await addSpecialty(ctx, input)
  show()
})

export const renameBasicAction = formAction(administrator, RenameInput, async (ctx, input) => {
  await renameBasic(ctx, input)
  show()
})

export const pasteBasicsAction = formAction(administrator, PasteBasicsInput, async (ctx, input) => {
  redirect(`/admin/settings/import?kind=${input.kind}&checked=${await stagePasted(ctx, input)}`)
})

export const importBasicsAction = formAction(administrator, ImportBasicsInput, async (ctx, input) => {
  redirect(`/admin/settings?added=${await importBasics(ctx, input)}`)
})
