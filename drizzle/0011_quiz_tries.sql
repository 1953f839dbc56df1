CREATE TYPE "public"."quiz_explains" AS ENUM('always', 'after_last_try', 'after_passing');--> statement-breakpoint
CREATE TYPE "public"."attempt_handed_in" AS ENUM('in_time', 'in_grace', 'by_server');--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "quiz_wait_minutes" smallint;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "quiz_daily_tries" smallint;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "quiz_most_tries" smallint;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "quiz_explains" "quiz_explains" DEFAULT 'always' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "quiz_grace_minutes" smallint DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "quiz_attempts" ADD COLUMN "handed_in" "attempt_handed_in" DEFAULT 'in_time' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_quiz_tries" CHECK ("programs"."quiz_wait_minutes" > 0 and "programs"."quiz_daily_tries" > 0 and "programs"."quiz_most_tries" > 0);--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_quiz_grace" CHECK ("programs"."quiz_grace_minutes" between 0 and 1440);