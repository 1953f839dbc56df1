'use server'
import { revalidatePath } from 'next/cache'
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
