import { uuidv7 } from '@/db/id'
import { signTicket } from '@/lib/learning/ticket'
import type { Setup } from './setup'

/** A trainee with a player open, and how far acknowledged. */
export type Learner = { traineeId: string; streamId: string; studyId: string; chapterId: string; ticket: string; watched: number }

/**
 * Far more than a run can watch: nobody finishes, so no course is settled. The speed lets every report be credited in full although
 * a trainee reports several times a second here and not every 15 seconds; the rule is run all the same.
 */
const lesson = { durationSeconds: 900_000, maxSpeedPercent: 1_000_000, attentionEverySeconds: null }

/** Trainees, enrolments, studies and open streams, written straight into the database; the tickets are the portal's own. */
export async function prepareLearners({ sql }: Setup, count: number): Promise<Learner[]> {
  const [course] = await sql`
    select c.id as class, c.program_id as program, c.region_code as region, pc.course_id as course, pc.part_id as part, ch.id as chapter
    from classes c join program_courses pc on pc.program_id = c.program_id join chapters ch on ch.course_id = pc.course_id limit 1`
  if (!course) throw new Error('the demo has no class with courses')
  const learners = Array.from({ length: count }, () => newLearner(String(course.chapter)))
  const trainees = learners.map(({ traineeId }) => traineeId)
  const studies = learners.map(({ studyId }) => studyId)
  const streams = learners.map(({ streamId }) => streamId)
  const enrollments = learners.map(() => uuidv7())
  await sql.begin(async (tx) => {
    await tx`insert into accounts (id) select unnest(${trainees}::uuid[])`
    await tx`
      insert into trainees (id, name, id_number_cipher, id_number_index, id_number_masked, region_code)
      select id, '学员', '', 'bench-' || id, '', ${course.region} from unnest(${trainees}::uuid[]) id`
    await tx`
      insert into enrollments (trainee_id, id, class_id, program_id, status, reserved_at, activated_at)
      select t, e, ${course.class}, ${course.program}, 'active', now(), now() from unnest(${trainees}::uuid[], ${enrollments}::uuid[]) as x(t, e)`
    await tx`
      insert into studies (trainee_id, id, enrollment_id, course_id, part_id, credit_hours, quiz_required, selected_at)
      select t, s, e, ${course.course}, ${course.part}, 4, true, now()
      from unnest(${trainees}::uuid[], ${studies}::uuid[], ${enrollments}::uuid[]) as x(t, s, e)`
    await tx`
      insert into chapter_progress (trainee_id, study_id, chapter_id, updated_at)
      select t, s, ${course.chapter}, now() from unnest(${trainees}::uuid[], ${studies}::uuid[]) as x(t, s)`
    await tx`
      insert into sessions (id, door, account_id, token_hash, device, address, created_at, seen_at, ends_at)
      select i, 'trainee', t, 'bench-' || i, 'bench', '10.0.0.1', now(), now(), now() + interval '8 hours'
      from unnest(${trainees}::uuid[], ${streams}::uuid[]) as x(t, i)`
    await tx`
      insert into streams (trainee_id, id, study_id, chapter_id, opened_at, reported_at, key_at, session_id, balance_ms)
      select t, i, s, ${course.chapter}, now(), now(), now(), i, 3000 from unnest(${trainees}::uuid[], ${streams}::uuid[], ${studies}::uuid[]) as x(t, i, s)`
  })
  await sql.unsafe('analyze')
  return learners
}

function newLearner(chapterId: string): Learner {
  const place = { traineeId: uuidv7(), streamId: uuidv7(), studyId: uuidv7(), chapterId }
  return { ...place, ticket: signTicket({ ...place, lesson, exp: Date.now() + 3_600_000 }), watched: 0 }
}
