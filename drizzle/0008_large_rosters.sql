ALTER TABLE "studies" ADD COLUMN "learnt_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "roster_rows" ADD COLUMN "keys" integer[];--> statement-breakpoint
UPDATE "studies" SET "learnt_at" = opened."at" FROM (
	SELECT "trainee_id", "study_id", max("updated_at") AS "at" FROM "chapter_progress" GROUP BY 1, 2
) opened WHERE opened."trainee_id" = "studies"."trainee_id" AND opened."study_id" = "studies"."id";