'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { closeClass, editClass, openClasses, reopenClass } from '@/lib/catalog/classes/edit-classes'
import { copyProgram } from '@/lib/catalog/programs/copy-program'
import { removePart, removeProgramCourse, setPart, setProgramCourse } from '@/lib/catalog/programs/edit-parts'
import { createProgram, editProgram } from '@/lib/catalog/programs/edit-program'
import {
  ClassId,
  CopyProgramInput,
  EditClassInput,
  EditProgramInput,
  OpenClassesInput,
  PartId,
  PartInput,
  ProgramCourseId,
  ProgramCourseInput,
  ProgramId,
  ProgramInput,
} from '@/lib/catalog/programs/input'
import { publishProgram, unpublishProgram } from '@/lib/catalog/programs/publish-program'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const editor = () => staffCtx('programs.edit')
const list = '/admin/programs'
const show = () => revalidatePath(list, 'layout')

export const createProgramAction = formAction(editor, ProgramInput, async (ctx, input) => {
  redirect(`${list}/${await createProgram(ctx, input)}`)
})

export const editProgramAction = formAction(editor, EditProgramInput, async (ctx, input) => {
  await editProgram(ctx, input)
  redirect(`${list}/${input.programId}`)
})

export const copyProgramAction = formAction(editor, CopyProgramInput, async (ctx, input) => {
  redirect(`${list}/${await copyProgram(ctx, input)}`)
})

export const publishProgramAction = formAction(editor, ProgramId, async (ctx, { programId }) => {
  await publishProgram(ctx, programId)
  show()
})

export const unpublishProgramAction = formAction(editor, ProgramId, async (ctx, { programId }) => {
  await unpublishProgram(ctx, programId)
  show()
})

export const setPartAction = formAction(editor, PartInput, async (ctx, input) => {
  await setPart(ctx, input)
  redirect(`${list}/${input.programId}`)
})

export const removePartAction = formAction(editor, PartId.extend(ProgramId.shape), async (ctx, { programId, partId }) => {
  await removePart(ctx, partId)
  redirect(`${list}/${programId}`)
})

export const setProgramCourseAction = formAction(editor, ProgramCourseInput, async (ctx, input) => {
  await setProgramCourse(ctx, input)
  redirect(`${list}/${input.programId}`)
})

export const removeProgramCourseAction = formAction(editor, ProgramCourseId, async (ctx, input) => {
  await removeProgramCourse(ctx, input)
  redirect(`${list}/${input.programId}`)
})

/** Regions are ticked one by one, as region-130203. */
const OpenClassesForm = z.preprocess((raw) => {
  const ticked = Object.keys(raw as object).flatMap((name) => (name.startsWith('region-') ? [name.slice(7)] : []))
  return { ...(raw as object), regions: ticked.join(',') }
}, OpenClassesInput)

export const openClassesAction = formAction(editor, OpenClassesForm, async (ctx, input) => {
  await openClasses(ctx, input)
  redirect(`${list}/${input.programId}#classes`)
})

export const editClassAction = formAction(editor, EditClassInput.extend(ProgramId.shape), async (ctx, { programId, ...input }) => {
  await editClass(ctx, input)
  redirect(`${list}/${programId}#classes`)
})

export const closeClassAction = formAction(editor, ClassId, async (ctx, { classId }) => {
  await closeClass(ctx, classId)
  show()
})

export const reopenClassAction = formAction(editor, ClassId, async (ctx, { classId }) => {
  await reopenClass(ctx, classId)
  show()
})
